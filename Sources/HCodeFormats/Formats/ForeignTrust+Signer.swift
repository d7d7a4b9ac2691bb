import HCodeBase

extension ForeignTrust {
  /// Returns the first record under that name whose key made the signature.
  ///
  /// - Parameters:
  ///   - name: the name under which the certificate's key is looked up.
  ///   - unknown: what to throw when nothing is stored under the name.
  ///   - verifies: whether a key made the signature.
  ///
  /// Throws `bad-signature` when none of the keys did.
  func signer(
    named name: ForeignKeyName, unknown: @autoclosure () throws(ForeignFailure) -> ForeignFailure,
    verifies: (VerificationKey) -> Bool
  ) throws(ForeignFailure) -> ForeignRecord {
    let records = try records(name)
    guard !records.isEmpty else { throw try unknown() }
    guard let signer = records.first(where: { $0.verificationKey.map(verifies) ?? false }) else {
      throw .notSigned
    }
    return signer
  }

  /// Why there is no key under the name that a certificate gives: the issuer is unknown, or is known with other keys only. `key` ends the
  /// sentence, such as `of that id`.
  func unknownSigner(
    of issuer: String, _ format: CertificateFormat, key: String
  ) throws(ForeignFailure) -> ForeignFailure {
    let isKnown = try !records(ForeignKeyName(format, issuer: issuer, identifier: [])).isEmpty
    return isKnown
      ? .undecided(.unknownKey, detail: "\(issuer) has no key \(key)")
      : .undecided(.unknownIssuer, detail: "no trusted issuer is \(issuer)")
  }
}
