package import HCodeBase

/// A native code whose signature is not checked yet.
package struct UnverifiedCode: Sendable {
  /// The message as received.
  package let message: COSESign1
  /// What finds the key, and the algorithm that the key has to be of.
  package let header: COSEProtectedHeader
  /// The second officer's signature, if there is one.
  package let countersignature: COSECountersignature?

  /// What the code claims to state, for `hcode inspect`, which says on each line that it is not verified. The issuer is
  /// whatever the code says.
  package func unverifiedClaims() throws(MalformedCode) -> HealthClaims {
    try HealthClaims(payload: message.payload) { _ in true }
  }
}
