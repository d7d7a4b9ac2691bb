/// The JSON Canonicalization Scheme (RFC 8785): what some formats sign of a JSON value.
package enum CanonicalJSON {
  /// The one spelling of a value; nil when a number in it is too large for the scheme, which knows doubles only.
  package static func encode(_ value: JSONValue) -> [UInt8]? {
    var bytes: [UInt8] = []
    return append(value, to: &bytes) ? bytes : nil
  }

  private static func append(_ value: JSONValue, to bytes: inout [UInt8]) -> Bool {
    switch value {
    case .null: bytes += "null".utf8
    case .boolean(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let text):
      guard let number = Double(text), number.isFinite else { return false }
      bytes += self.number(number).utf8
    case .string(let text): append(text, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (offset, element) in elements.enumerated() {
        if offset > 0 { bytes.append(UInt8(ascii: ",")) }
        guard append(element, to: &bytes) else { return false }
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      // By UTF-16 code units, not by bytes or characters (§3.2.3).
      let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      bytes.append(UInt8(ascii: "{"))
      for (offset, member) in sorted.enumerated() {
        if offset > 0 { bytes.append(UInt8(ascii: ",")) }
        append(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        guard append(member.value, to: &bytes) else { return false }
      }
      bytes.append(UInt8(ascii: "}"))
    }
    return true
  }

  /// §3.2.2.2: the two-character escapes where there are some, `\u00xx` for other control characters, nothing else.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x08: bytes += #"\b"#.utf8
      case 0x09: bytes += #"\t"#.utf8
      case 0x0A: bytes += #"\n"#.utf8
      case 0x0C: bytes += #"\f"#.utf8
      case 0x0D: bytes += #"\r"#.utf8
      case 0..<0x20: bytes += (#"\u00"# + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A number as ECMAScript's Number::toString writes it (§3.2.2.3): Swift finds the same shortest digits and sets the point and the
  /// exponent elsewhere.
  private static func number(_ number: Double) -> String {
    if number == 0 { return "0" }
    let parts = "\(abs(number))".split(separator: "e")
    let fraction = parts[0].split(separator: ".")
    var digits = String(fraction[0])
    var exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + digits.count
    if fraction.count > 1, fraction[1] != "0" { digits += fraction[1] }
    let zeros = digits.prefix { $0 == "0" }.count
    digits = String(digits.dropFirst(zeros))
    exponent -= zeros
    while digits.hasSuffix("0") { digits.removeLast() }
    let sign = number < 0 ? "-" : ""
    // The value is 0.digits times ten to the exponent.
    switch exponent {
    case digits.count...21:
      return sign + digits + String(repeating: "0", count: exponent - digits.count)
    case 1..<max(2, digits.count) where exponent <= 21:
      return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
    case -5...0: return sign + "0." + String(repeating: "0", count: -exponent) + digits
    default:
      let power = exponent - 1
      let mantissa = digits.count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
      return sign + mantissa + "e" + (power < 0 ? "-" : "+") + "\(abs(power))"
    }
  }
}
