package import HCodeBase

/// Where somebody was: in these areas and, as far as the source knows, in no other (docs/format.md §3).
package struct Itinerary: Hashable, Sendable {
  /// The most areas that one states.
  package static let mostStays = 8

  /// How many days up to its time it speaks of, 1 to 31.
  package let days: UInt64
  /// Who says so.
  package let source: Source
  /// The areas, in ascending order.
  package let stays: [Stay]

  /// Who says where somebody was.
  package enum Source: UInt64, Sendable, CaseIterable {
    /// The bearer.
    case declared = 1
    /// A register, such as that of lodgings or tickets.
    case registered = 2
    /// A telephone network.
    case network = 3

    /// `declared`, `registered`, `network`.
    package var word: String {
      switch self {
      case .declared: "declared"
      case .registered: "registered"
      case .network: "network"
      }
    }
  }

  /// A stay in one area.
  package struct Stay: Hashable, Sendable {
    /// Where.
    package let area: AreaCode
    /// Whole days from leaving it to the itinerary's time; 0: still there at its end.
    package let daysSinceLeaving: UInt64

    /// Refuses nothing: `Itinerary` does.
    package init(_ area: AreaCode, daysSinceLeaving: UInt64) {
      self.area = area
      self.daysSinceLeaving = daysSinceLeaving
    }

    /// The itinerary's time, less the days since leaving: its day is the one on which the holder left.
    package func end(of time: Timestamp) -> Timestamp {
      time.advanced(bySeconds: -86_400 * Int64(clamping: daysSinceLeaving))
    }

    /// The last moment at which the holder can have been there: the end of that day (UTC).
    package func lastMoment(of time: Timestamp) -> Timestamp {
      let day = end(of: time).seconds / 86_400
      return Timestamp(seconds: (day + 1) * 86_400).map { min($0, time) } ?? time
    }
  }

  /// Refuses numbers out of range, more than eight areas, none, one twice, and areas out of order.
  package init(days: UInt64, source: Source, stays: [Stay]) throws(MalformedCode) {
    guard (1...31).contains(days) else {
      throw MalformedCode(.malformedEvidence, "an itinerary is of 1 to 31 days")
    }
    guard (1...Self.mostStays).contains(stays.count),
      stays.isStrictlyAscending({ $0.area < $1.area })
    else {
      throw MalformedCode(
        .malformedEvidence,
        "an itinerary names 1 to \(Self.mostStays) areas, each once and in order")
    }
    guard stays.allSatisfy({ $0.daysSinceLeaving <= days }) else {
      throw MalformedCode(.malformedEvidence, "a stay ended before the itinerary's days")
    }
    self.days = days
    self.source = source
    self.stays = stays
  }
}

extension Itinerary {
  /// What stands behind kind and age: days, source, and each area with the days since it was left.
  var cbor: [CBORValue] {
    [.unsigned(days), .unsigned(source.rawValue)]
      + stays.flatMap { [.text($0.area.description), .unsigned($0.daysSinceLeaving)] }
  }

  init(_ parts: ArraySlice<CBORValue>) throws(MalformedCode) {
    let malformed = MalformedCode(.malformedEvidence, "an itinerary is not of its shape")
    var rest = parts
    guard case .unsigned(let days)? = rest.popFirst(),
      case .unsigned(let number)? = rest.popFirst(),
      let source = Source(rawValue: number)
    else { throw malformed }
    var stays: [Stay] = []
    while let area = rest.popFirst() {
      guard let area = area.textString.flatMap({ AreaCode($0) }),
        case .unsigned(let left)? = rest.popFirst()
      else { throw malformed }
      stays.append(Stay(area, daysSinceLeaving: left))
    }
    try self.init(days: days, source: source, stays: stays)
  }
}
