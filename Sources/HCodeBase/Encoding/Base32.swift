/// Base32 (RFC 4648 §6) as others write it: upper case, without padding.
package enum Base32 {
  /// Why a text is not Base32, with the place of the character, from 0.
  package enum DecodingError: Error, CustomStringConvertible, Equatable {
    case illegalCharacter(offset: Int)
    /// A length that no bytes have, or bits left over that are not 0: a text has one spelling.
    case illegalEnd

    package var description: String {
      switch self {
      case .illegalCharacter(let offset): "character \(offset + 1) is not in the Base32 alphabet"
      case .illegalEnd: "its end stands for no bytes"
      }
    }
  }

  /// The bytes of a text.
  package static func decode(_ text: some Collection<UInt8>) throws(DecodingError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * 5 / 8)
    var (bits, count) = (UInt32(0), 0)
    for (offset, character) in text.enumerated() {
      let value: UInt8
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
      case UInt8(ascii: "2")...UInt8(ascii: "7"): value = character - UInt8(ascii: "2") + 26
      default: throw .illegalCharacter(offset: offset)
      }
      bits = bits << 5 | UInt32(value)
      count += 5
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= 1 << UInt32(count) - 1
      }
    }
    guard count < 5, bits == 0 else { throw .illegalEnd }
    return bytes
  }
}
