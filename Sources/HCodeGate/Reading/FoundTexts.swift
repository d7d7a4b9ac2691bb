package import HCodePictures

/// The codes of one file, and whether all of it was searched.
package struct FoundTexts: Sendable {
  package var texts: [FoundText]
  /// False when time or work ran out before every way to find another code was tried.
  package var isComplete: Bool
  /// True when reading the rest of the file would have taken more than `InputBudget` allows: nobody knows what is in it.
  package var isTooExpensive = false
  /// The symbol of another kind that was found where no QR code was.
  package var otherSymbol: OtherSymbol?

  package init(texts: [FoundText] = [], isComplete: Bool = true) {
    self.texts = texts
    self.isComplete = isComplete
  }
}
