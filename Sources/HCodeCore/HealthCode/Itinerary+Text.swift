package import HCodeBase

/// The words of an itinerary in options and cells: `14d:registered`, and areas with the day on which they were left.
extension Itinerary {
  /// Why a text is no itinerary.
  package enum TextFault: Error, Equatable, Sendable {
    /// It is not days and source, as `14d:registered`.
    case window
    /// A stay is not an area or an area and a date.
    case stay(String)
    /// The area was left after the issue of the code, or before the days that the itinerary speaks of.
    case date(String)
  }

  /// The itinerary of these words that ends now.
  ///
  /// - Parameter stays: an area each, in any order, with a blank or a colon and a date where it was left.
  package static func read(
    window: String, stays: [String], endingAt now: Timestamp
  ) throws -> Itinerary {
    let parts = window.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].last == "d", let days = UInt64(parts[0].dropLast()),
      let source = Source.allCases.first(where: { $0.word == parts[1] })
    else { throw TextFault.window }
    let today = Int(now.seconds / 86_400)
    var read: [Stay] = []
    for text in stays {
      let parts = text.split(
        maxSplits: 1, omittingEmptySubsequences: true, whereSeparator: { $0 == ":" || $0 == " " })
      guard let first = parts.first, let area = AreaCode(String(first)) else {
        throw TextFault.stay(text)
      }
      guard parts.count == 2 else {
        read.append(Stay(area, daysSinceLeaving: 0))
        continue
      }
      guard let day = CalendarDate(iso8601: parts[1])?.daysSince1970 else {
        throw TextFault.stay(text)
      }
      guard day <= today, UInt64(today - day) <= days else { throw TextFault.date(text) }
      read.append(Stay(area, daysSinceLeaving: UInt64(today - day)))
    }
    return try Itinerary(
      days: days, source: source, stays: read.sorted { $0.area < $1.area })
  }
}
