/// A text that equals another when the bytes of both do.
///
/// Swift's `String` compares and hashes the normal form of Unicode: two spellings are one there, and a long run of combining marks takes the
/// square of its length. A stranger's text is a key, or is compared with one, in this form only.
package struct ExactText: Hashable, Comparable, Sendable {
  /// The text.
  package let text: String

  /// That text.
  package init(_ text: some StringProtocol) { self.text = String(text) }

  package static func == (a: ExactText, b: ExactText) -> Bool { a.text.isExactly(b.text) }

  package static func < (a: ExactText, b: ExactText) -> Bool { a.text.isBefore(b.text) }

  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
  }
}

extension String {
  /// Whether the bytes of both are the same.
  package func isExactly(_ other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }

  /// Whether its bytes come first.
  package func isBefore(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

  /// Whether more combining marks follow one another in it than `InputBudget.marks`: no name or word of any language has so many, and to
  /// order them takes the square of their number.
  package var holdsTooManyMarks: Bool {
    // The first mark is U+0300, whose first byte this is, and each takes two bytes or more.
    guard utf8.count > 2 * InputBudget.marks, utf8.contains(where: { $0 >= 0xCC }) else {
      return false
    }
    var run = 0
    for scalar in unicodeScalars {
      guard scalar.value >= 0x300, scalar.properties.canonicalCombiningClass != .notReordered
      else {
        run = 0
        continue
      }
      run += 1
      if run > InputBudget.marks { return true }
    }
    return false
  }
}
