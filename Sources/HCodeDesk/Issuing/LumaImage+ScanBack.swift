import HCodePictures

extension LumaImage {
  /// Whether a gate reads the text in it, and is sure that it has seen everything.
  func scansBack(to text: [UInt8]) -> Bool {
    let result = QRScanner.search(self)
    return result.isComplete && result.texts.contains(text)
  }
}
