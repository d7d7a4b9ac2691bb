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
  /// The entry that the log has to hold, signed by that officer. Throws for green.
  func entry(by officer: IssuerIdentifier, at now: Timestamp) throws -> SignedAct
  /// The code without its signature. Throws what `signed` would throw, except errors of signing.
  func draft() throws(HealthCode.IssuingError) -> HealthCode.Draft
  /// The code, signed and verified again.
  func signed() throws(HealthCode.IssuingError) -> HealthCode.Issued
}
