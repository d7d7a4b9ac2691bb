extension JSONValue {
  /// The integer that a number is, however it is spelled: `12`, `12.0` and `1.2e1` are one number (RFC 8259 §6). Nil for
  /// everything else, and for what 64 bits do not hold.
  package var integer: Int64? {
    guard case .number(let text) = self else { return nil }
    return Int64(text) ?? Self.integer(spelled: text)
  }

  private static func integer(spelled text: String) -> Int64? {
    let parts = text.split(maxSplits: 1) { $0 == "e" || $0 == "E" }
    guard let mantissa = parts.first else { return nil }
    let decimals = mantissa.split(separator: ".").dropFirst().first?.utf8.count ?? 0
    var digits = Array(mantissa.utf8.filter { $0.isASCIIDigit }.drop { $0 == 0x30 })
    guard !digits.isEmpty else { return 0 }
    guard let exponent = parts.count == 2 ? Int(parts[1]) : 0,
      (-1_000_000...1_000_000).contains(exponent)
    else { return nil }
    var power = exponent - decimals
    while power < 0, digits.last == 0x30 {
      digits.removeLast()
      power += 1
    }
    guard power >= 0, digits.count + power <= 19 else { return nil }
    digits += [UInt8](repeating: 0x30, count: power)
    return Int64((text.utf8.first == 0x2D ? "-" : "") + String(decoding: digits, as: UTF8.self))
  }
}
