package import HCodeBase

/// A certificate of another format whose signature nobody has looked at.
package protocol UnverifiedForeignCertificate: Sendable {
  /// Looks its key up, checks the signature and reads what it vouches for.
  func verify(by trust: any ForeignTrust, at now: Timestamp) throws(ForeignFailure)
    -> GenuineForeignCertificate

  /// What it claims to state, for `hcode inspect`, which says on each line that it is not verified.
  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement
}
