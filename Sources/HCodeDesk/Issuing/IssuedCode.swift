package import HCodeCore
package import HCodeRegistry

/// An issued code with its subject, as a registry records it.
package struct IssuedCode: Sendable {
  package let claims: HealthClaims
  /// By what the office knows the person; a registry keeps a keyed hash of it.
  package let subject: SubjectReference?
  /// The entry that waits in the registry for the log, if it is not there yet.
  package let waiting: SignedAct?

  package init(
    claims: HealthClaims,
    subject: SubjectReference?,
    waiting: SignedAct?
  ) {
    self.claims = claims
    self.subject = subject
    self.waiting = waiting
  }
}
