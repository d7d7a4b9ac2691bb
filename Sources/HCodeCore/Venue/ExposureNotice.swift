package import HCodeBase

/// The secret of one day of a place, published: which hours matter, and what the office advises (docs/venue.md §7).
package struct ExposureNotice: Hashable, Sendable {
  /// The day at the place.
  package let day: Int64
  /// What opens it.
  package let secret: DaySecret
  /// The first minute that matters.
  package let from: Int
  /// The end of the hours that matter.
  package let to: Int
  /// The office's advice, a number of docs/venue.md §7. It changes no verdict.
  package let advice: UInt8

  /// How many days before its list a notice may be of.
  package static let oldest: Int64 = 31

  /// Nil for hours that no day has.
  package init?(day: Int64, secret: DaySecret, from: Int, to: Int, advice: UInt8) {
    guard (0..<VenueDay.minutes).contains(from), (1...VenueDay.minutes).contains(to), from < to
    else { return nil }
    self.day = day
    self.secret = secret
    self.from = from
    self.to = to
    self.advice = advice
  }

  /// Rules 42 to 44, of a list that was issued then; 42 alone without a time.
  package init(_ value: CBORValue, issued: Timestamp? = nil) throws(VenueRefusal) {
    guard case .array(let parts) = value, parts.count == 5, let day = parts[0].integer, day >= 0,
      let from = parts[2].integer.flatMap({ Int(exactly: $0) }),
      let to = parts[3].integer.flatMap({ Int(exactly: $0) }),
      let advice = parts[4].integer.flatMap({ UInt8(exactly: $0) }),
      (0..<VenueDay.minutes).contains(from), (1...VenueDay.minutes).contains(to), from < to
    else {
      throw VenueRefusal(
        .malformedNotice, "a notice is not of a day, a secret, hours of the day and an advice")
    }
    if let issued {
      let today = issued.seconds / VenueDay.seconds
      guard (today - Self.oldest...today + 1).contains(day) else {
        throw VenueRefusal(.dayOutOfRange, "a notice is of a day too far from its list")
      }
    }
    self.day = day
    secret = try DaySecret(parts[1])
    self.from = from
    self.to = to
    self.advice = advice
  }

  /// A notice in a file of its own, before it is in a list.
  package init(file bytes: [UInt8]) throws(VenueRefusal) {
    try self.init(try VenueRefusal.item(bytes, "the notice", .malformedNotice))
  }

  /// The array.
  package var cbor: CBORValue {
    .array([
      .integer(day), .bytes(secret.bytes), .integer(Int64(from)), .integer(Int64(to)),
      .unsigned(UInt64(advice)),
    ])
  }

  /// Whether they have a minute in common.
  package func meets(_ visit: VenueVisit) -> Bool {
    visit.arrival < to && visit.arrival + visit.minutes > from
  }

  /// What the log's entry commits to.
  package func commitment(of issuer: IssuerIdentifier) -> Digest {
    Digest(
      of: CBORValue.array([.text("hcode log: opened"), .text(issuer.description), cbor]).encoded)
  }

  /// The order in a list, which says nothing about the places.
  package static func precedes(_ a: ExposureNotice, _ b: ExposureNotice) -> Bool {
    a.day != b.day ? a.day < b.day : a.secret.bytes.lexicographicallyPrecedes(b.secret.bytes)
  }
}
