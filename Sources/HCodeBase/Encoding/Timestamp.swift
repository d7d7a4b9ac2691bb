/// An instant in whole seconds, read and written as RFC 3339.
package struct Timestamp: Comparable, Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  package let seconds: Int64

  /// The last second of the year 9999, the latest that RFC 3339 can write.
  package static let latest: Int64 = 253_402_300_799

  /// Seconds by which the clocks of two machines may differ.
  package static let clockTolerance: Int64 = 300

  /// Seconds before an end from which it counts as near.
  package static let noticeBeforeEnd: Int64 = 7 * 86_400

  /// An instant between the years 1970 and 9999; nil outside them.
  package init?(seconds: Int64) {
    guard (0...Self.latest).contains(seconds) else { return nil }
    self.seconds = seconds
  }

  private init(clamped seconds: Int64) { self.seconds = min(max(seconds, 0), Self.latest) }

  /// Orders by time.
  package static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }

  /// The instant so many seconds later (earlier when negative), held within the years 1970 to 9999.
  package func advanced(bySeconds delta: Int64) -> Timestamp {
    let (sum, overflow) = seconds.addingReportingOverflow(delta)
    return Timestamp(clamped: overflow ? (delta < 0 ? 0 : Self.latest) : sum)
  }

  /// Reads an RFC 3339 date-time, `2026-11-23T08:00:00Z` or with an offset such as `+08:00`. Fractions of a
  /// second are refused, since nothing here is that exact; so is a leap second and any other spelling.
  package init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20 || bytes.count == 25 else { return nil }
    let separators: [(Int, Character)] = [(4, "-"), (7, "-"), (13, ":"), (16, ":")]
    for (index, separator) in separators where bytes[index] != separator.asciiValue { return nil }
    guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") else { return nil }
    guard
      let date = CalendarDate(
        year: Self.number(bytes[0..<4]), month: Self.number(bytes[5..<7]),
        day: Self.number(bytes[8..<10])),
      let hour = Self.number(bytes[11..<13]), hour < 24,
      let minute = Self.number(bytes[14..<16]), minute < 60,
      let second = Self.number(bytes[17..<19]), second < 60
    else { return nil }
    var offset = 0
    if bytes.count == 20 {
      guard bytes[19] == UInt8(ascii: "Z") || bytes[19] == UInt8(ascii: "z") else { return nil }
    } else {
      guard let hours = Self.number(bytes[20..<22]), hours < 24, bytes[22] == UInt8(ascii: ":"),
        let minutes = Self.number(bytes[23..<25]), minutes < 60
      else { return nil }
      switch bytes[19] {
      case UInt8(ascii: "+"): offset = hours * 3600 + minutes * 60
      case UInt8(ascii: "-"): offset = -(hours * 3600 + minutes * 60)
      default: return nil
      }
    }
    let time = hour * 3600 + minute * 60 + second
    self.init(seconds: Int64(date.daysSince1970 * 86_400 + time - offset))
  }

  /// RFC 3339 in UTC, `2026-11-23T08:00:00Z`.
  package var rfc3339: String {
    let (date, time) = local(offsetSeconds: 0)
    return date + "T" + time + "Z"
  }

  /// The date `2026-11-23` and the time `08:00:00` on a clock that is so many seconds ahead of UTC.
  package func local(offsetSeconds: Int) -> (date: String, time: String) {
    let shifted = Int(seconds) + offsetSeconds
    let days = shifted >= 0 ? shifted / 86_400 : (shifted - 86_399) / 86_400
    let time = shifted - days * 86_400
    return (
      CalendarDate(daysSince1970: days).iso8601,
      [time / 3600, time / 60 % 60, time % 60].map { CalendarDate.padded($0, 2) }
        .joined(separator: ":")
    )
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard digit.isASCIIDigit else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }
}
