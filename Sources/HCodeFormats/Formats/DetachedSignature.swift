package import HCodeBase

/// A signature over a file of trust material that comes beside the file, and the certificate of its maker. The operator
/// who names the certificate vouches for it.
package struct DetachedSignature: Sendable {
  /// The signature, in DER as X.509 has it.
  package let signature: [UInt8]
  /// The certificate in DER.
  package let certificate: X509Certificate

  /// The most bytes of the signature, and of the certificate.
  package static let maximumBytes = 65_536

  /// Reads a signature and a certificate in PEM or DER; nil when the certificate is none.
  package init?(signature: [UInt8], certificate: [UInt8]) {
    let encoded = PEM.certificates(certificate)?.first ?? certificate
    guard let certificate = X509Certificate(encoded) else { return nil }
    self.signature = signature
    self.certificate = certificate
  }

  /// Verifies the signature of a file and returns the SHA-256 of the key. Throws `expired` and `bad-signature`.
  package func signer(of file: [UInt8], at now: Timestamp) throws(ImportRefusal) -> Digest {
    guard certificate.notBefore <= now, now <= certificate.notAfter else {
      throw ImportRefusal(
        .expired,
        "the certificate is valid from \(certificate.notBefore.rfc3339) to \(certificate.notAfter.rfc3339)"
      )
    }
    guard let key = certificate.publicKey else {
      throw ImportRefusal(
        .badSignature, "the certificate's key is of a kind that is not known here")
    }
    guard key.verifies(encoded: signature, message: file, algorithm: key.detachedAlgorithm) else {
      throw ImportRefusal(.badSignature, "the signature is not that of the certificate's key")
    }
    return Digest(of: key.subjectPublicKeyInfo)
  }
}
