package import HCodeBase
package import HCodeCore

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

  package func entry(by officer: IssuerIdentifier, at now: Timestamp) throws -> SignedAct {
    let act = LogAct(
      of: claims, commitment: commitment, key: key.issuerKey.publicKey.identifier, by: officer,
      at: now)
    guard let act else { throw StatusActError.notAnAct }
    return try SignedAct(act, with: key)
  }

  package func draft() throws(HealthCode.IssuingError) -> HealthCode.Draft {
    try HealthCode.draft(claims, by: key.issuerKey)
  }

  package func signed() throws(HealthCode.IssuingError) -> HealthCode.Issued {
    try HealthCode.issue(claims, with: key)
  }
}
