import HCodeBase

/// The key of whoever signs trust material that carries its signature in it, as the operator knows it by another road than the
/// material came by.
package struct ForeignListSignerKey: Hashable, Sendable {
  /// Its SubjectPublicKeyInfo. Authorities of passports use more kinds of keys than certificates are signed with, so it is kept as it stands.
  package let subjectPublicKeyInfo: [UInt8]

  /// The most bytes of a file with one.
  package static let maximumBytes = 65_536

  /// Reads a public key or a certificate, in PEM or DER; nil when it is neither, or no key that libcrypto knows.
  package init?(_ file: [UInt8]) {
    let certificate = PEM.certificates(file)?.first ?? file
    let key =
      X509Certificate(certificate)?.subjectPublicKeyInfo
      ?? PEM.contents(file, label: "PUBLIC KEY")?.first ?? file
    self.init(subjectPublicKeyInfo: key)
  }

  package init?(subjectPublicKeyInfo: [UInt8]) {
    guard OpenSSL.isPublicKey(subjectPublicKeyInfo) else { return nil }
    self.subjectPublicKeyInfo = subjectPublicKeyInfo
  }
}
