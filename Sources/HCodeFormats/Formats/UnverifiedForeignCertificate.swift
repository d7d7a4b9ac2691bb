package import HCodeBase

/// A certificate of another format with an unverified signature.
package protocol UnverifiedForeignCertificate: Sendable {
  /// Looks its key up, verifies the signature and reads the content.
  func verify(by trust: any ForeignTrust, at now: Timestamp) throws(ForeignFailure)
    -> GenuineForeignCertificate

  /// Whether the signature is shorter than any of its kind: the text did not arrive whole.
  var isSignatureCut: Bool { get }

  /// What it claims, unverified: for `hcode inspect`, which says so on each line.
  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement
}

extension UnverifiedForeignCertificate {
  package var isSignatureCut: Bool { false }
}
