package import HCodeBase

/// A certificate whose signature holds, and why it may not be acceptable all the same.
package struct GenuineForeignCertificate: Sendable {
  /// What it states.
  package var statement: ForeignStatement
  /// The record of the key that signed it.
  package var record: ForeignRecord
  /// The name under which the key was found.
  package var keyName: ForeignKeyName
  /// `expired`, `not-yet-valid`, `revoked` and others of the family of refusals; none when it is acceptable.
  package var refusals: [VerdictReason] = []
  /// What the scanner lacks to say whether there is a refusal, such as a revocation list.
  package var lack: (reason: VerdictReason, detail: String)?
  /// The issuer's name, as the trust material has it.
  package var issuerName: String?
}
