/// A key that shows nothing until the next one is pressed.
package struct DeadKey: Sendable {
  /// The combining mark that stands for it in the table.
  package let mark: Unicode.Scalar?
  /// What it gives before a space or before a letter that takes no accent; several if hosts differ.
  package let alone: [Unicode.Scalar]
  /// Each base letter and the letter it becomes.
  package let made: [(base: Unicode.Scalar, whole: Unicode.Scalar)]

  package init(_ mark: String, alone: String, made: String) {
    self.mark = mark.unicodeScalars.first
    self.alone = Array(alone.unicodeScalars)
    var pairs: [(base: Unicode.Scalar, whole: Unicode.Scalar)] = []
    var scalars = made.unicodeScalars.makeIterator()
    while let base = scalars.next(), let whole = scalars.next() { pairs.append((base, whole)) }
    self.made = pairs
  }
}
