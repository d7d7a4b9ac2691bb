package import HCodeBase

/// A format of somebody else's: how its text is read, and how the file is read that says whom to believe.
package protocol ForeignFormat: Sendable {
  /// Whether a text, which may be binary, is of this format; nil when it is not. A damaged certificate is still one of its format. Of two
  /// formats that match in the same way, the first in `CertificateFormat` is taken.
  static func match(_ text: [UInt8]) -> TextMatch?

  /// Reads a text as far as the signature. Nothing in the result is believed. What is wrong is a forgery; only a version that is not
  /// known here is undecided.
  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate

  /// Reads trust material. Pure: the same bytes give the same entries, so that a store can be compiled again from what it
  /// keeps. Keys that cannot be used are left out and named in `leftOut`, not an error of the whole.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial

  /// Reads trust material that does not say whose it is, such as a JWK set, as that issuer's.
  static func trustMaterial(
    _ file: [UInt8], of issuer: String
  ) throws(ImportRefusal) -> ForeignTrustMaterial
}

extension ForeignFormat {
  static func trustMaterial(
    _ file: [UInt8], of issuer: String
  ) throws(ImportRefusal) -> ForeignTrustMaterial {
    throw ImportRefusal(.malformedList, "this format's trust material names its issuers itself")
  }
}
