package import HCodeBase

/// Another system's format: how to recognise and read its texts, and how to read the files that say whose keys to
/// trust.
package protocol ForeignFormat: Sendable {
  /// Whether a text, which may be binary, is of this format; nil when it is not. A damaged certificate is still one of its format. Of two
  /// formats that match in the same way, the first in `CertificateFormat` is taken.
  static func match(_ text: [UInt8]) -> TextMatch?

  /// Reads a text as far as the signature. Nothing in the result is trusted. Any fault is a forgery; only an unknown
  /// version is undecided.
  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate

  /// Reads trust material. The same bytes give the same entries, so that a store can be compiled again from its files.
  /// Keys that cannot be used are no error: `leftOut` names them.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial

  /// The signature inside a file; nil when it has none. It is checked before the material is read.
  static func envelope(of file: [UInt8]) throws(ImportRefusal) -> ListEnvelope?

  /// Reads trust material that does not name its issuer, such as a JWK set, as that issuer's.
  static func trustMaterial(
    _ file: [UInt8], of issuer: String
  ) throws(ImportRefusal) -> ForeignTrustMaterial
}

extension ForeignFormat {
  static func envelope(of file: [UInt8]) throws(ImportRefusal) -> ListEnvelope? { nil }

  static func trustMaterial(
    _ file: [UInt8], of issuer: String
  ) throws(ImportRefusal) -> ForeignTrustMaterial {
    throw ImportRefusal(.malformedList, "this format's trust material names its issuers itself")
  }

  /// Trust material within the bounds of `InputBudget`, whole: `issuer` says whose it is, if it does not name its issuers itself.
  package static func material(
    _ bytes: [UInt8], of issuer: String? = nil
  ) throws(ImportRefusal) -> ForeignTrustMaterial {
    let file = bytes.withoutByteOrderMark
    var material =
      if let issuer { try trustMaterial(file, of: issuer) } else { try trustMaterial(file) }
    try material.close()
    return material
  }
}

extension ImportRefusal {
  /// Throws `too-large` for more keys or certificates than one list may hold.
  static func check(keys count: Int) throws(ImportRefusal) {
    guard count <= InputBudget.listKeys else {
      throw ImportRefusal(.tooLarge, "more than \(InputBudget.listKeys) keys in one list")
    }
  }
}
