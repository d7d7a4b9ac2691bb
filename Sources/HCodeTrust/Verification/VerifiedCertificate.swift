/// A certificate that a trusted key's signature vouches for: our own or another's. Only `Verifier` can make the two kinds.
package enum VerifiedCertificate: Sendable {
  /// A native code.
  case healthCode(VerifiedHealthCode)
  /// A certificate of another format.
  case foreign(VerifiedForeignCertificate)

  /// The native code, if it is one.
  package var healthCode: VerifiedHealthCode? {
    if case .healthCode(let code) = self { code } else { nil }
  }

  /// The foreign certificate, if it is one.
  package var foreign: VerifiedForeignCertificate? {
    if case .foreign(let certificate) = self { certificate } else { nil }
  }
}
