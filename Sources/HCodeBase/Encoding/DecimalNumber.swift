/// A number of JSON (RFC 8259 §6) as exactly as it is written, to be compared. A time with a fraction of a second is on one side of
/// another by its digits, not by what a binary fraction makes of them.
package struct DecimalNumber: Comparable {
  /// -1, 0, 1.
  private let sign: Int
  /// From the first that is not 0 to the last that is not 0.
  private let digits: [UInt8]
  /// Digits in front of the point, counted from the first; negative for zeros behind the point.
  private let magnitude: Int

  /// Reads a number in JSON's spelling; nil for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    var position = 0
    func isDigit(_ place: Int) -> Bool {
      place < bytes.count && bytes[place].isASCIIDigit
    }
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { position = 1 }
    var digits: [UInt8] = []
    var point: Int?
    while isDigit(position) || position < bytes.count && bytes[position] == UInt8(ascii: ".") {
      if isDigit(position) {
        digits.append(bytes[position] - 0x30)
      } else {
        guard point == nil, !digits.isEmpty, isDigit(position + 1) else { return nil }
        point = digits.count
      }
      position += 1
    }
    guard !digits.isEmpty else { return nil }
    var exponent = 0
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      let isSmall = position < bytes.count && bytes[position] == UInt8(ascii: "-")
      if isSmall || position < bytes.count && bytes[position] == UInt8(ascii: "+") { position += 1 }
      guard isDigit(position) else { return nil }
      while isDigit(position) {
        // Held where no number of digits that fits into memory makes up for it.
        exponent = min(exponent * 10 + Int(bytes[position] - 0x30), 1 << 48)
        position += 1
      }
      if isSmall { exponent = -exponent }
    }
    guard position == bytes.count else { return nil }
    let zeros = digits.prefix { $0 == 0 }.count
    magnitude = (point ?? digits.count) + exponent - zeros
    digits.removeFirst(zeros)
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    sign = digits.isEmpty ? 0 : isNegative ? -1 : 1
  }

  /// A whole number.
  package init(_ number: Int64) {
    let text = Array(String(number.magnitude).utf8).map { $0 - 0x30 }
    magnitude = text.count
    digits = Array(text.reversed().drop { $0 == 0 }.reversed())
    sign = number.signum() == 0 ? 0 : Int(number.signum())
  }

  /// The whole seconds of a time; nil outside the years 1970 to 9999.
  package var timestamp: Timestamp? {
    guard sign >= 0, magnitude <= 12 else { return nil }
    var seconds: Int64 = 0
    for place in 0..<max(magnitude, 0) {
      seconds = seconds * 10 + (place < digits.count ? Int64(digits[place]) : 0)
    }
    return Timestamp(seconds: seconds)
  }

  package static func == (a: DecimalNumber, b: DecimalNumber) -> Bool { !(a < b) && !(b < a) }

  package static func < (a: DecimalNumber, b: DecimalNumber) -> Bool {
    guard a.sign == b.sign else { return a.sign < b.sign }
    guard a.sign != 0 else { return false }
    let (small, large) = a.sign > 0 ? (a, b) : (b, a)
    guard small.magnitude == large.magnitude else { return small.magnitude < large.magnitude }
    return small.digits.lexicographicallyPrecedes(large.digits)
  }
}
