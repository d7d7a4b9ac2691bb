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
