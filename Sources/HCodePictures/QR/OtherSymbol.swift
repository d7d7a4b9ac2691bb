/// A two-dimensional symbol that is not a QR code. hcode names it and does not read it.
package enum OtherSymbol: String, Sendable, CaseIterable {
  /// EU certificates may stand in one.
  case aztec = "an Aztec code"
  /// 2D-DOC stands in one on paper.
  case dataMatrix = "a Data Matrix code"

  /// The symbol in a picture; nil when there is none. A quick look sees what is fairly plain.
  package init?(in image: LumaImage, isQuick: Bool = false, isInverted: Bool = true) {
    guard
      let symbol = ZXingEngine.otherSymbol(in: image, isQuick: isQuick, isInverted: isInverted)
    else { return nil }
    self = symbol
  }
}
