import HCodeBase

/// The key that signs trust material with its signature inside. The operator gets the key by another way than the
/// material.
package struct ForeignListSignerKey: Hashable, Sendable {
  /// Its SubjectPublicKeyInfo, unread: passport authorities use more kinds of keys than certificates are signed with.
  package let subjectPublicKeyInfo: [UInt8]

  /// The most bytes of a file with one.
  package static let maximumBytes = 65_536

  /// Reads a public key or a certificate, in PEM or DER; nil when it is neither, and for keys that libcrypto does not
  /// know.
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
