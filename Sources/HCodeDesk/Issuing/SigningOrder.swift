package import HCodeBase
package import HCodeCore

/// A code that a desk is asked to sign.
package protocol SigningOrder {
  /// What it states.
  var claims: HealthClaims { get }
  /// Whose code it is, and under which key.
  var issuerKey: IssuerKey { get }
  /// Under which commitment the log has to hold it; nil for green, which is not logged.
  var commitment: Digest? { get }
  /// The code without its signature. Throws what `signed` would throw, except errors of signing.
  func draft() throws(HealthCode.IssuingError) -> HealthCode.Draft
  /// The code, signed and verified again.
  func signed() throws(HealthCode.IssuingError) -> HealthCode.Issued
}

/// A code that one key signs.
package struct NewCode: SigningOrder {
  package let claims: HealthClaims
  private let key: SigningKey

  package init(_ claims: HealthClaims, by key: SigningKey) {
    self.claims = claims
    self.key = key
  }

  package var issuerKey: IssuerKey { key.issuerKey }

  package var commitment: Digest? {
    claims.commitment(
      header: COSEProtectedHeader(
        algorithm: .ed25519, keyIdentifier: key.issuerKey.publicKey.identifier))
  }

  package func draft() throws(HealthCode.IssuingError) -> HealthCode.Draft {
    try HealthCode.draft(claims, by: key.issuerKey)
  }

  package func signed() throws(HealthCode.IssuingError) -> HealthCode.Issued {
    try HealthCode.issue(claims, with: key)
  }
}

/// A red code that a first officer signed and a second one countersigns.
package struct SecondSignature: SigningOrder {
  private let half: HealthCode.HalfSigned
  private let key: SigningKey

  package init(_ half: HealthCode.HalfSigned, by key: SigningKey) {
    self.half = half
    self.key = key
  }

  package var claims: HealthClaims { half.claims }
  package var issuerKey: IssuerKey { half.firstKey }
  package var commitment: Digest? { half.commitment }

  package func draft() throws(HealthCode.IssuingError) -> HealthCode.Draft {
    try half.draft(with: key.issuerKey)
  }

  package func signed() throws(HealthCode.IssuingError) -> HealthCode.Issued {
    try half.approved(with: key)
  }
}
