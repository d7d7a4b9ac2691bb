package import HCodeBase
package import HCodeCore

/// A red code that both officers have signed, on two machines.
package struct ApprovedCode: SigningOrder {
  private let message: COSESign1
  private let half: HealthCode.HalfSigned
  private let approved: SignedAct

  package init(_ message: COSESign1, _ half: HealthCode.HalfSigned, _ entry: SignedAct) {
    self.message = message
    self.half = half
    approved = entry
  }

  package var claims: HealthClaims { half.claims }
  package var issuerKey: IssuerKey { half.firstKey }
  package var commitment: Digest? { half.commitment }

  /// The entry with both signatures.
  package func entry(by officer: IssuerIdentifier, at now: Timestamp) -> SignedAct { approved }

  package func draft() throws(HealthCode.IssuingError) -> HealthCode.Draft {
    try HealthCode.draft(message, claims, issuerKey)
  }

  package func signed() throws(HealthCode.IssuingError) -> HealthCode.Issued {
    try HealthCode.issued(message, claims, issuerKey)
  }
}
