package import HCodeBase
package import HCodeCore

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

  /// The entry of the first officer, countersigned.
  package func entry(by officer: IssuerIdentifier, at now: Timestamp) throws -> SignedAct {
    guard let entry = try half.entry.countersigned(by: officer, with: key) else {
      throw LogFolderError.sameOfficer
    }
    return entry
  }

  package func draft() throws(HealthCode.IssuingError) -> HealthCode.Draft {
    try half.draft(with: key.issuerKey)
  }

  package func signed() throws(HealthCode.IssuingError) -> HealthCode.Issued {
    try half.approved(with: key)
  }
}
