import HCodeBase

/// A date of birth as exact as it is known: a year, a month or a day.
package struct BirthDate: Hashable, Sendable {
  /// The decimal digits YYYY, YYYYMM or YYYYMMDD.
  package let digits: UInt64

  /// Refuses dates that are not in the calendar and years outside 1850 to 2199.
  package init?(digits: UInt64) {
    let (year, month, day): (UInt64, UInt64, UInt64) =
      switch digits {
      case 1000...9999: (digits, 1, 1)
      case 100_000...999_999: (digits / 100, digits % 100, 1)
      case 10_000_000...99_999_999: (digits / 10_000, digits / 100 % 100, digits % 100)
      default: (0, 0, 0)
      }
    guard (1850...2199).contains(year),
      CalendarDate(year: Int(year), month: Int(month), day: Int(day)) != nil
    else { return nil }
    self.digits = digits
  }

  /// Refuses a date that lies after an event, in every time zone: its first day begins 14 hours before it does in UTC.
  func check(before event: Timestamp, _ what: String) throws(MalformedCode) {
    let parts = iso8601.split(separator: "-").compactMap { Int($0) } + [1, 1]
    guard let day = CalendarDate(year: parts[0], month: parts[1], day: parts[2]),
      Int64(day.daysSince1970) * 86_400 <= event.seconds + 14 * 3600
    else { throw MalformedCode(.malformedHolder, "the birth date \(iso8601) lies after \(what)") }
  }

  /// Reads `1985`, `1985-03` or `1985-03-07`.
  package init?(iso8601 text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard [[4], [4, 2], [4, 2, 2]].contains(parts.map(\.utf8.count)),
      text.utf8.allSatisfy({ $0.isASCIIDigit || $0 == UInt8(ascii: "-") }),
      let digits = UInt64(parts.joined())
    else { return nil }
    self.init(digits: digits)
  }

  /// `1985`, `1985-03` or `1985-03-07`.
  package var iso8601: String {
    let text = String(digits)
    var parts = [String(text.prefix(4))]
    for start in stride(from: 4, to: text.count, by: 2) {
      parts.append(String(text.dropFirst(start).prefix(2)))
    }
    return parts.joined(separator: "-")
  }
}
