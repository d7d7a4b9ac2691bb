/// Base45 (RFC 9285): bytes in the 45 characters of the QR alphanumeric mode.
package enum Base45 {
  /// Why a text is not canonical Base45. `offset` counts characters from the start of the text.
  package enum DecodingError: Error, CustomStringConvertible, Equatable, Sendable {
    /// A byte outside the alphabet, lower-case letters among them.
    case notInAlphabet(offset: Int)
    /// One character is left over; groups are of three, the last may be of two.
    case leftoverCharacter(offset: Int)
    /// A group of three above 65,535, or a last group of two above 255 (RFC 9285 §4.3 and §4.4).
    case groupTooLarge(offset: Int)

    package var description: String {
      switch self {
      case .notInAlphabet(let offset): "character \(offset + 1) is not in the Base45 alphabet"
      case .leftoverCharacter(let offset):
        "character \(offset + 1) is left over, so the text is not whole"
      case .groupTooLarge(let offset):
        "the characters from number \(offset + 1) on stand for no bytes"
      }
    }
  }

  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

  /// The value of each byte in the alphabet, 255 for a byte outside it.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
    return table
  }()

  /// Encodes two bytes to three characters, a last single byte to two (RFC 9285 §4.2).
  package static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 3 + 1) / 2)
    var iterator = bytes.makeIterator()
    while let high = iterator.next() {
      guard let low = iterator.next() else {
        text.append(alphabet[Int(high) % 45])
        text.append(alphabet[Int(high) / 45])
        break
      }
      let group = Int(high) << 8 | Int(low)
      text.append(alphabet[group % 45])
      text.append(alphabet[group / 45 % 45])
      text.append(alphabet[group / 2025])
    }
    return text
  }

  /// Decodes canonical Base45; each byte sequence has exactly one spelling that is accepted.
  package static func decode(_ text: ArraySlice<UInt8>) throws(DecodingError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 3 * 2 + 1)
    var group = 0
    var weight = 1
    var offset = 0
    for character in text {
      let value = Int(values[Int(character)])
      guard value < 45 else { throw .notInAlphabet(offset: offset) }
      group += value * weight
      offset += 1
      if weight == 2025 {
        guard group <= 0xFFFF else { throw .groupTooLarge(offset: offset - 3) }
        bytes.append(UInt8(group >> 8))
        bytes.append(UInt8(group & 0xFF))
        group = 0
        weight = 1
      } else {
        weight *= 45
      }
    }
    switch weight {
    case 45: throw .leftoverCharacter(offset: offset - 1)
    case 2025:
      guard group <= 0xFF else { throw .groupTooLarge(offset: offset - 2) }
      bytes.append(UInt8(group))
    default: break
    }
    return bytes
  }

  /// Reads a whole array.
  package static func decode(_ text: [UInt8]) throws(DecodingError) -> [UInt8] {
    try decode(text[...])
  }
}
