package import HCodeBase

/// A certificate whose signature holds, and why it may be unacceptable all the same.
package struct GenuineForeignCertificate: Sendable {
  /// What it states.
  package var statement: ForeignStatement
  /// The record of the key that signed it.
  package var record: ForeignRecord
  /// The name under which the key was found.
  package var keyName: ForeignKeyName
  /// Reasons to refuse it, such as `expired`, `not-yet-valid` and `revoked`; none when it is acceptable.
  package var refusals: [VerdictReason] = []
  /// What the scanner needs and does not have to rule out a refusal, such as a revocation list.
  package var missing: (reason: VerdictReason, detail: String)?
  /// The issuer's name, as the trust material has it.
  package var issuerName: String?
}
