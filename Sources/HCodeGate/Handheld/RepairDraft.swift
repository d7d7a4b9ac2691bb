/// A text under repair while it grows: perhaps an AIM identifier, then the prefix and the body.
package struct RepairDraft {
  package private(set) var bytes: [UInt8] = []

  /// Whether groups that are not canonical Base45 are refused.
  package let isCanonical: Bool

  private let form: TypedForm

  package init(isCanonical: Bool, of form: TypedForm = .healthCode) {
    self.isCanonical = isCanonical && form.hasBase45Groups
    self.form = form
  }

  /// Where the prefix begins, behind an identifier.
  private var start: Int { bytes.first == UInt8(ascii: "]") ? 3 : 0 }

  private var bodyCount: Int { bytes.count - start - form.prefix.count }

  /// Adds a character; false when no code can begin with the result.
  package mutating func append(_ byte: UInt8) -> Bool {
    guard bytes.count < 2 * KeyboardLayout.maximumBytes else { return false }
    let position = bytes.count
    bytes.append(byte)
    guard position > 0 || byte != UInt8(ascii: "]") else { return true }
    guard byte != UInt8(ascii: "]") else { return false }
    switch position - start {
    case ..<0:
      return position == 1
        ? (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    case let place where place < form.prefix.count:
      return form.prefix[place] == byte
    default:
      guard form.contains(byte) else { return false }
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
