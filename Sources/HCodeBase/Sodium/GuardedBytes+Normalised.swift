@_spi(_Unicode) import Swift

/// The spellings of a passphrase: keyboards and systems write one accent as one code point or as two. The text is in ordinary memory while it is converted.
extension GuardedBytes {
  package var isASCII: Bool { withUnsafeMutableBytes { $0.allSatisfy { $0 < 0x80 } } }

  /// In normalisation form C (RFC 8265), as keys are sealed with.
  package var composed: GuardedBytes { converted { text in text._nfc.map { $0 } } }

  /// In normalisation form D, as some systems type.
  package var decomposed: GuardedBytes { converted { text in text._nfd.map { $0 } } }

  private func converted(_ convert: (String) -> [Unicode.Scalar]) -> GuardedBytes {
    guard !isASCII else { return self }
    let text = withUnsafeMutableBytes { String(validating: $0, as: UTF8.self) }
    guard let text else { return self }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: convert(text))
    let bytes = Array(String(scalars).utf8)
    return bytes.withUnsafeBytes { GuardedBytes(copying: $0) } ?? self
  }
}
