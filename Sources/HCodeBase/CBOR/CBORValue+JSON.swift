extension CBORValue {
  /// A floating-point number of any width, or an integer, as a double.
  package var number: Double? {
    switch self {
    case .unsigned(let value): return Double(value)
    case .negative(let value): return -1 - Double(value)
    case .float(let bits, 8): return Double(bitPattern: bits)
    case .float(let bits, 4): return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .float(let bits, _):
      // Half precision (RFC 8949 appendix D).
      let (exponent, mantissa) = (Int(bits >> 10 & 31), Double(bits & 1023))
      let sign = bits >> 15 & 1 == 1 ? -1.0 : 1.0
      switch exponent {
      case 0: return sign * mantissa / Double(1 << 24)
      case 31: return mantissa == 0 ? sign * .infinity : .nan
      default:
        return sign
          * Double(sign: .plus, exponent: exponent - 15, significand: 1 + mantissa / 1024)
      }
    default: return nil
    }
  }

  /// A number without a fraction, however it is written.
  package var wholeNumber: Int? {
    integer.flatMap { Int(exactly: $0) } ?? number.flatMap { Int(exactly: $0) }
  }

  /// A text, or a tagged time (RFC 8949 §3.4.1 and §3.4.2, RFC 8943) as text, without white space at its ends; nil when nothing is left.
  package var trimmedText: String? {
    switch self {
    case .text(let text):
      let trimmed = Self.trimmed(text)
      return trimmed.isEmpty ? nil : trimmed
    case .tagged(0, let content), .tagged(1004, let content): return content.trimmedText
    case .tagged(1, let content):
      return content.number.flatMap { Int64(exactly: $0.rounded(.down)) }
        .flatMap { Timestamp(seconds: $0)?.rfc3339 }
    case .tagged(100, let content):
      return content.integer.flatMap { (0...2_932_896).contains($0) ? Int($0) : nil }
        .map { CalendarDate(daysSince1970: $0).iso8601 }
    default: return nil
    }
  }

  /// The value as JSON: times as text, texts without white space at their ends, whole numbers as integers, byte strings in base64url
  /// (RFC 8949 §6.1). What JSON has no word for is null.
  package var json: JSONValue {
    switch self {
    case .unsigned(let value): return .number(String(value))
    case .negative(let value):
      return .number(value < .max ? "-" + String(value + 1) : "-18446744073709551616")
    case .text(let text): return .string(Self.trimmed(text))
    case .bytes(let bytes): return .string(Base64.encodeURL(bytes))
    case .array(let elements): return .array(elements.map(\.json))
    case .map(let pairs):
      let members = pairs.compactMap { key, value in
        (key.textString ?? key.integer.map(String.init)).map { (key: $0, value: value.json) }
      }
      return .object(JSONFields(members))
    case .simple(20): return .boolean(false)
    case .simple(21): return .boolean(true)
    case .simple: return .null
    case .float:
      guard let number, number.isFinite else { return .null }
      return .number(Int64(exactly: number).map { String($0) } ?? String(number))
    case .tagged(let tag, let content):
      return [0, 1, 100, 1004].contains(tag)
        ? trimmedText.map { .string($0) } ?? .null : content.json
    }
  }

  private static func trimmed(_ text: String) -> String {
    // Most texts begin and end in ASCII, and this is asked of every text of every certificate.
    let isPlain: (UInt8?) -> Bool = { $0.map { (0x21...0x7E).contains($0) } ?? true }
    if isPlain(text.utf8.first), isPlain(text.utf8.last) { return text }
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}

extension CBORMembers {
  /// Whether a member is missing, null, undefined or an empty array.
  package func isAbsent(_ name: String) -> Bool {
    switch self[name] {
    case nil, .simple(22), .simple(23): return true
    case .array(let elements): return elements.isEmpty
    default: return false
    }
  }
}
