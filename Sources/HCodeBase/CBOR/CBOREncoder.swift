extension CBORValue {
  /// The one deterministic encoding (RFC 8949 §4.2.1): shortest heads, definite lengths, map keys in the
  /// bytewise order of their encodings. Floating-point numbers keep the width they were read with.
  package var encoded: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  private func append(to bytes: inout [UInt8]) {
    switch self {
    case .unsigned(let value): Self.appendHead(0, value, to: &bytes)
    case .negative(let value): Self.appendHead(1, value, to: &bytes)
    case .bytes(let value):
      Self.appendHead(2, UInt64(value.count), to: &bytes)
      bytes += value
    case .text(let value):
      Self.appendHead(3, UInt64(value.utf8.count), to: &bytes)
      bytes += value.utf8
    case .array(let elements):
      Self.appendHead(4, UInt64(elements.count), to: &bytes)
      for element in elements { element.append(to: &bytes) }
    case .map(let pairs):
      Self.appendHead(5, UInt64(pairs.count), to: &bytes)
      let encoded = pairs.map { (key: $0.key.encoded, value: $0.value) }
      for pair in encoded.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        bytes += pair.key
        pair.value.append(to: &bytes)
      }
    case .tagged(let tag, let content):
      Self.appendHead(6, tag, to: &bytes)
      content.append(to: &bytes)
    case .simple(let value): Self.appendHead(7, UInt64(value), to: &bytes)
    case .float(let bits, let width):
      bytes.append(width == 2 ? 0xF9 : width == 4 ? 0xFA : 0xFB)
      for shift in stride(from: (width - 1) * 8, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
      }
    }
  }

  /// The initial byte and argument of a data item in their shortest form (RFC 8949 §3).
  package static func appendHead(_ major: UInt8, _ argument: UInt64, to bytes: inout [UInt8]) {
    let initial = major << 5
    if argument < 24 {
      bytes.append(initial | UInt8(argument))
      return
    }
    let exponent: UInt8 =
      argument <= 0xFF ? 0 : argument <= 0xFFFF ? 1 : argument <= 0xFFFF_FFFF ? 2 : 3
    let width = 1 << Int(exponent)
    bytes.append(initial | (24 + exponent))
    for shift in stride(from: (width - 1) * 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: argument >> UInt64(shift)))
    }
  }
}
