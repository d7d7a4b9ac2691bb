package import HCodeBase
package import HCodeCore

/// The record of a code: only what an issuer needs to find it, revoke it and answer for it.
package struct RegisteredCode: Hashable, Sendable {
  /// Claim 7.
  package let index: UInt32
  /// Claim 6.
  package let issued: Timestamp
  /// Claim 4.
  package let expires: Timestamp
  /// The colour that was signed.
  package let status: HealthStatus
  /// Why, of yellow and red.
  package let reason: StatusReason?
  /// Who issued it.
  package let officer: OfficerPseudonym?
  /// The keyed hash of the person's reference, of use only with this registry.
  package let subject: SubjectHash?
  /// The name on the code; a registry that keeps no names drops it.
  package let name: String?
  /// When the data that identifies a person was removed.
  package let forgotten: Timestamp?

  /// A code from its parts.
  package init(
    index: UInt32, issued: Timestamp, expires: Timestamp, status: HealthStatus,
    reason: StatusReason? = nil, officer: OfficerPseudonym? = nil, subject: SubjectHash? = nil,
    name: String? = nil, forgotten: Timestamp? = nil
  ) {
    self.index = index
    self.issued = issued
    self.expires = expires
    self.status = status
    self.reason = reason
    self.officer = officer
    self.subject = subject
    self.name = name
    self.forgotten = forgotten
  }

  /// What is kept of a code that states this.
  package init(
    _ claims: HealthClaims, officer: OfficerPseudonym? = nil, subject: SubjectHash? = nil
  ) {
    self.init(
      index: claims.codeIndex, issued: claims.issuedAt, expires: claims.expires,
      status: claims.status, reason: claims.justification?.reason, officer: officer,
      subject: subject, name: claims.holder?.name ?? claims.holder?.latinName)
  }

  /// Whether both are records of one code about one person. Officer and name are not compared, and the person is not
  /// either once the record was forgotten.
  func isOneCode(with other: RegisteredCode) -> Bool {
    index == other.index && issued == other.issued && expires == other.expires
      && status == other.status && reason == other.reason
      && (forgotten != nil || other.forgotten != nil || subject == other.subject)
  }
}
