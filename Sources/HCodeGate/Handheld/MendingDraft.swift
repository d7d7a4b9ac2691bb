import HCodeBase

/// What makes a text canonical Base45, for checks while it grows.
package enum Base45Group {
  /// The value of each byte in the alphabet, 255 for a byte outside it.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, character) in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8.enumerated() {
      table[Int(character)] = UInt8(value)
    }
    return table
  }()

  package static func contains(_ character: UInt8) -> Bool { values[Int(character)] < 45 }

  /// Whether the last two or three characters of a text are a group of canonical Base45.
  package static func isCanonical(_ group: ArraySlice<UInt8>) -> Bool {
    let sum = group.reversed().reduce(0) { $0 * 45 + Int(values[Int($1)]) }
    return sum <= (group.count == 3 ? 0xFFFF : 0xFF)
  }
}

/// A mended text while it grows: an AIM identifier perhaps, the prefix, and the body.
package struct MendingDraft {
  package private(set) var bytes: [UInt8] = []

  /// Whether groups that are not canonical Base45 are refused.
  package let isCanonical: Bool

  package init(isCanonical: Bool) { self.isCanonical = isCanonical }

  /// Where the prefix begins, behind an identifier.
  private var start: Int { bytes.first == UInt8(ascii: "]") ? 3 : 0 }

  private var bodyCount: Int { bytes.count - start - KeyboardLayout.prefix.count }

  /// Adds a character; false when the text cannot go on so.
  package mutating func append(_ byte: UInt8) -> Bool {
    guard bytes.count < 2 * KeyboardLayout.longestText else { return false }
    let position = bytes.count
    bytes.append(byte)
    guard position > 0 || byte != UInt8(ascii: "]") else { return true }
    guard byte != UInt8(ascii: "]") else { return false }
    switch position - start {
    case ..<0:
      return position == 1
        ? byte.isASCIIUppercase
        : byte.isASCIIDigit
    case let place where place < KeyboardLayout.prefix.count:
      return KeyboardLayout.prefix[place] == byte
    default:
      return !isCanonical || bodyCount % 3 != 0 || Base45Group.isCanonical(bytes.suffix(3))
    }
  }

  package mutating func shorten(to length: Int) { bytes.removeLast(max(0, bytes.count - length)) }

  /// The text without an identifier, if it is complete.
  package var text: [UInt8]? {
    guard bodyCount >= 0 else { return nil }
    if isCanonical {
      guard bodyCount % 3 != 1 else { return nil }
      guard bodyCount % 3 == 0 || Base45Group.isCanonical(bytes.suffix(2)) else { return nil }
    }
    return Array(bytes.dropFirst(start))
  }
}
