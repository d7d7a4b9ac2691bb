import HCodeBase

/// An instant to the millisecond (CertLogic 1.3.3, Dates and date-times), within the years 0 to 9999.
///
/// What the specification leaves undefined, a day that no calendar has, is an error here.
package struct CertLogicDateTime: Comparable, Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z, negative before it.
  package let milliseconds: Int64

  private static let dayMilliseconds: Int64 = 86_400_000
  private static let earliest: Int64 = -62_167_219_200_000
  private static let latest: Int64 = 253_402_300_799_999

  private init(milliseconds: Int64) throws(CertLogicError) {
    guard (Self.earliest...Self.latest).contains(milliseconds) else { throw .timeOutOfRange }
    self.milliseconds = milliseconds
  }

  private init(_ date: CalendarDate, millisecondOfDay: Int64 = 0) throws(CertLogicError) {
    try self.init(
      milliseconds: Int64(date.daysSince1970) * Self.dayMilliseconds + millisecondOfDay)
  }

  /// Orders by time.
  package static func < (a: CertLogicDateTime, b: CertLogicDateTime) -> Bool {
    a.milliseconds < b.milliseconds
  }

  /// Units of `plusTime`.
  package enum Unit: String, Sendable, CaseIterable {
    case year, month, day, hour
  }

  /// The last instant of a whole day that a date of birth may mean: `YYYY` is the last day of the year, `YYYY-MM` that of
  /// the month (`dccDateOfBirth`).
  package init(dateOfBirth text: String) throws(CertLogicError) {
    guard let date = Self.roundedUp(text) ?? CalendarDate(iso8601: text) else {
      throw .malformedTime(text)
    }
    try self.init(date)
  }

  /// A date, a partial date or a date-time in one of the nineteen formats of `plusTime`. Without an offset it is UTC;
  /// decimals beyond the third are cut off.
  package init(_ text: String) throws(CertLogicError) {
    if let date = Self.roundedUp(text) ?? CalendarDate(iso8601: text) {
      try self.init(date)
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"),
      let date = CalendarDate(iso8601: String(decoding: bytes[..<10], as: UTF8.self)),
      let hour = Self.number(bytes[11..<13]), hour < 24,
      let minute = Self.number(bytes[14..<16]), minute < 60,
      let second = Self.number(bytes[17..<19]), second < 60
    else { throw .malformedTime(text) }
    var rest = bytes[19...]
    var thousandths: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty,
        let value = Self.number(([UInt8](digits.prefix(3)) + [0x30, 0x30]).prefix(3))
      else { throw .malformedTime(text) }
      thousandths = value
      rest = rest.dropFirst(1 + digits.count)
    }
    guard let offset = Self.offsetMinutes(rest) else { throw .malformedTime(text) }
    let minutes = hour * 60 + minute - offset
    try self.init(date, millisecondOfDay: (minutes * 60 + second) * 1000 + thousandths)
  }

  /// The instant so many units later. Years and months roll on as in ECMA-262's `setUTCMonth`: 31 January and a month is
  /// in March, 29 February and a year is 1 March.
  package func plus(_ amount: Int64, _ unit: Unit) throws(CertLogicError) -> CertLogicDateTime {
    switch unit {
    case .hour: return try adding(amount, times: 3_600_000)
    case .day: return try adding(amount, times: Self.dayMilliseconds)
    case .month, .year:
      let day = Int((milliseconds - millisecondOfDay) / Self.dayMilliseconds)
      let date = CalendarDate(daysSince1970: day)
      let factor = unit == .year ? 12 : 1
      // Beyond this every result is out of range, and the sums below could overflow.
      guard (-120_000...120_000).contains(amount) else { throw .timeOutOfRange }
      let months = date.year * 12 + date.month - 1 + Int(amount) * factor
      guard months >= 0,
        let first = CalendarDate(year: months / 12, month: months % 12 + 1, day: 1)
      else { throw .timeOutOfRange }
      return try CertLogicDateTime(
        first,
        millisecondOfDay: millisecondOfDay + Int64(date.day - 1) * Self.dayMilliseconds)
    }
  }

  /// `2021-05-02T00:00:00.000Z`.
  package var iso8601: String {
    let time = millisecondOfDay
    let day = CalendarDate(
      daysSince1970: Int((milliseconds - time) / Self.dayMilliseconds))
    func digits(_ number: Int64, _ width: Int) -> String {
      CalendarDate.padded(Int(number), width)
    }
    return day.iso8601 + "T" + digits(time / 3_600_000, 2) + ":" + digits(time / 60_000 % 60, 2)
      + ":" + digits(time / 1000 % 60, 2) + "." + digits(time % 1000, 3) + "Z"
  }

  private var millisecondOfDay: Int64 {
    let remainder = milliseconds % Self.dayMilliseconds
    return remainder < 0 ? remainder + Self.dayMilliseconds : remainder
  }

  private func adding(_ amount: Int64, times unit: Int64) throws(CertLogicError)
    -> CertLogicDateTime
  {
    let (product, tooLarge) = amount.multipliedReportingOverflow(by: unit)
    let (sum, overflow) = milliseconds.addingReportingOverflow(product)
    guard !tooLarge, !overflow else { throw .timeOutOfRange }
    return try CertLogicDateTime(milliseconds: sum)
  }

  private static func roundedUp(_ text: String) -> CalendarDate? {
    let bytes = Array(text.utf8)
    switch bytes.count {
    case 4: return CalendarDate(year: number(bytes[...]).map { Int($0) }, month: 12, day: 31)
    case 7:
      guard bytes[4] == UInt8(ascii: "-"), let year = number(bytes[..<4]),
        let month = number(bytes[5...]), (1...12).contains(month)
      else { return nil }
      return CalendarDate(
        year: Int(year), month: Int(month),
        day: CalendarDate.days(inMonth: Int(month), of: Int(year)))
    default: return nil
    }
  }

  /// Nothing, `Z`, or a sign and `h`, `hh`, `hmm`, `hhmm`, `h:mm` or `hh:mm`; minutes ahead of UTC.
  private static func offsetMinutes(_ text: ArraySlice<UInt8>) -> Int64? {
    guard let sign = text.first else { return 0 }
    if sign == UInt8(ascii: "Z") { return text.count == 1 ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    var hours = text.dropFirst()
    var minutes: ArraySlice<UInt8> = []
    if let colon = hours.firstIndex(of: UInt8(ascii: ":")) {
      minutes = hours[(colon + 1)...]
      hours = hours[..<colon]
      guard minutes.count == 2 else { return nil }
    } else if hours.count > 2 {
      minutes = hours.suffix(2)
      hours = hours.dropLast(2)
    }
    guard (1...2).contains(hours.count), let hour = number(hours), hour < 24,
      let minute = minutes.isEmpty ? 0 : number(minutes), minute < 60
    else { return nil }
    return (hour * 60 + minute) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - 0x30)
    }
    return value
  }
}
