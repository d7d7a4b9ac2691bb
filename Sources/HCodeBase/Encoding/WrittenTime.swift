/// A time as a person or a program wrote it into an option or a table: RFC 3339 and its kin.
///
/// What is signed has one spelling, and `Timestamp.init(rfc3339:)` reads it. Here a fraction of a second is cut off, a blank may stand for `T`, seconds may be missing, and
/// the offset may lack its colon or its minutes, and a blank may stand before it.
package enum WrittenTime {
  /// Why a text is not a time.
  package enum Fault: Error, Equatable, CaseIterable {
    case notATime
    /// A local time, of which nobody knows where.
    case noZone
    /// 30 February.
    case noSuchDay
    /// Before 1970.
    case yearOutOfRange
  }

  package static func read(_ text: some StringProtocol) -> Result<Timestamp, Fault> {
    var text = Array(text.utf8)[...]
    do {
      let time = try take(from: &text)
      return text.isEmpty ? .success(time) : .failure(.notATime)
    } catch { return .failure(error) }
  }

  /// The time that a text begins with, and what follows it.
  package static func prefix(
    of text: Substring
  ) throws(Fault) -> (time: Timestamp, rest: Substring) {
    var bytes = Array(text.utf8)[...]
    let time = try take(from: &bytes)
    return (time, Substring(text.utf8.suffix(bytes.count)))
  }

  private static func take(from text: inout ArraySlice<UInt8>) throws(Fault) -> Timestamp {
    let date = Array(text.prefix(10))
    text = text.dropFirst(10)
    guard date.count == 10, date[4] == UInt8(ascii: "-"), date[7] == UInt8(ascii: "-"),
      (date[0..<4] + date[5..<7] + date[8...]).allSatisfy({ $0.isASCIIDigit })
    else { throw .notATime }
    guard let day = CalendarDate(iso8601: String(decoding: date, as: UTF8.self)) else {
      throw .noSuchDay
    }
    guard let between = text.popFirst(), "Tt ".utf8.contains(between),
      let hour = number(&text), hour < 24, text.popFirst() == UInt8(ascii: ":"),
      let minute = number(&text), minute < 60
    else { throw .notATime }
    var second = 0
    if text.first == UInt8(ascii: ":"), text.dropFirst().first.map(\.isASCIIDigit) ?? true {
      text = text.dropFirst()
      guard let number = number(&text), number < 60 else { throw .notATime }
      second = number
      if let sign = text.first, ".,".utf8.contains(sign) {
        let digits = text.dropFirst().prefix { $0.isASCIIDigit }
        guard (1...9).contains(digits.count) else { throw .notATime }
        text = text.dropFirst(1 + digits.count)
      }
    }
    let offset = try offset(&text)
    let seconds = day.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset
    guard let time = Timestamp(seconds: Int64(seconds)) else { throw .yearOutOfRange }
    return time
  }

  private static func offset(_ text: inout ArraySlice<UInt8>) throws(Fault) -> Int {
    if text.first == UInt8(ascii: " "), let sign = text.dropFirst().first,
      "Zz+-".utf8.contains(sign)
    {
      text = text.dropFirst()
    }
    guard let sign = text.first, "Zz+-".utf8.contains(sign) else {
      // What follows a time in an option stands behind a colon.
      throw text.isEmpty || text.first == UInt8(ascii: ":") ? .noZone : .notATime
    }
    text = text.dropFirst()
    if sign | 0x20 == UInt8(ascii: "z") { return 0 }
    guard let hours = number(&text), hours < 24 else { throw .notATime }
    var rest = text.first == UInt8(ascii: ":") ? text.dropFirst() : text
    guard let digit = rest.first, digit.isASCIIDigit, let minutes = number(&rest) else {
      return hours * 3600 * (sign == UInt8(ascii: "-") ? -1 : 1)
    }
    guard minutes < 60 else { throw .notATime }
    text = rest
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func number(_ text: inout ArraySlice<UInt8>) -> Int? {
    let digits = text.prefix(2)
    guard digits.count == 2, digits.allSatisfy({ $0.isASCIIDigit }) else { return nil }
    text = text.dropFirst(2)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}
