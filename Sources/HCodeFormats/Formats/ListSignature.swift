package import HCodeBase

/// The signature inside a file of trust material.
package enum ListSignature: Sendable {
  /// A signature over part of the file. Only the operator can name its key.
  case bare([UInt8], over: ArraySlice<UInt8>)
  /// A valid signature by certificates in the file, each for what `purpose` says. One of `authorities`, also from the file, has to have
  /// signed each of these; nil for material that is accepted without, and while what was signed has not been read.
  case certified(
    signers: [X509Certificate], purpose: ListSigner, authorities: [X509Certificate]?)
  /// By an authority that the store must have already, under one of these names; `isSigned` says whether a record is
  /// that authority's.
  case held([ForeignKeyName], isSigned: @Sendable (CBORValue) -> Bool)

  /// Checks the signature. Returns what vouches for it, for people; nil when the key that the operator named does.
  ///
  /// Throws `bad-signature` when that key did not make it, `unknown-signer` when nothing vouches for the signer or its certificate is for
  /// something else, and `expired` when the signer's certificate, or its authority's, was not valid at that time.
  package func remark(
    _ key: ForeignListSignerKey?, at time: Timestamp, records: ([ForeignKeyName]) -> [CBORValue]
  ) throws(ImportRefusal) -> String? {
    switch self {
    case .bare(let signature, let signed):
      guard let key else { return "not checked: the signature in its first line (--list-key)" }
      guard let known = VerificationKey(subjectPublicKeyInfo: key.subjectPublicKeyInfo),
        known.verifies(bare: signature, message: Array(signed))
      else {
        throw ImportRefusal(.badSignature, "the signature in its first line is not the list key's")
      }
      return nil
    case .certified(let signers, let purpose, let authorities):
      return try Self.remark(key, signers, purpose, authorities, at: time)
    case .held(let names, let isSigned):
      guard key == nil else {
        throw ImportRefusal(
          .malformedList, "it is signed by an authority that is held, not by a list key")
      }
      let authorities = records(names)
      guard !authorities.isEmpty else {
        throw ImportRefusal(.unknownSigner, "the authority that signs it is not held")
      }
      guard authorities.contains(where: isSigned) else {
        throw ImportRefusal(.badSignature, "the signature is not that of the authority it names")
      }
      return nil
    }
  }

  private static func remark(
    _ key: ForeignListSignerKey?, _ signers: [X509Certificate], _ purpose: ListSigner,
    _ authorities: [X509Certificate]?, at time: Timestamp
  ) throws(ImportRefusal) -> String? {
    var names: [String] = []
    for signer in signers {
      let name = signer.subjectName ?? "a certificate without a name"
      guard signer.notBefore <= time, time <= signer.notAfter else {
        throw ImportRefusal(
          .expired,
          "its signer, \(name), was valid from \(signer.notBefore.rfc3339) to \(signer.notAfter.rfc3339), and signed at \(time.rfc3339)"
        )
      }
      names.append(name)
      // Who is the list key itself was named for this.
      if let key, signer.subjectPublicKeyInfo == key.subjectPublicKeyInfo { continue }
      if let key, !signer.isSigned(bySubjectPublicKeyInfo: key.subjectPublicKeyInfo) {
        throw ImportRefusal(
          .badSignature, "neither its signer, \(name), nor who certified it is the list key")
      }
      if let objection = purpose.objection(to: signer) {
        throw ImportRefusal(.unknownSigner, "its signer, \(name), may not sign it: \(objection)")
      }
      guard let authorities else { continue }
      // With a list key: the certificates that the list has of that key, if any.
      let certifiers = authorities.filter { authority in
        key.map { authority.subjectPublicKeyInfo == $0.subjectPublicKeyInfo }
          ?? (authority.subject == signer.issuer && signer.isSigned(by: authority))
      }
      guard key != nil || !certifiers.isEmpty else {
        throw ImportRefusal(
          .unknownSigner,
          "no authority in it certified its signer, \(name): give that one's certificate as --list-key"
        )
      }
      guard
        certifiers.isEmpty
          || certifiers.contains(where: { $0.notBefore <= time && time <= $0.notAfter })
      else {
        throw ImportRefusal(
          key == nil ? .unknownSigner : .expired,
          "the authority that certified its signer, \(name), was not valid at \(time.rfc3339)")
      }
    }
    guard key == nil else { return nil }
    guard authorities != nil else {
      return "not checked: who \(names.joined(separator: ", ")) is, who signed it (--list-key)"
    }
    return "signed by \(names.joined(separator: ", ")), whom an authority in the list itself"
      + " certified: it is whole, but who made it is not checked (--list-key)"
  }
}

extension VerificationKey {
  /// Whether a signature is the key's in either form, r and s side by side or DER.
  fileprivate func verifies(bare signature: [UInt8], message: [UInt8]) -> Bool {
    verifies(signature: signature, message: message, algorithm: detachedAlgorithm)
      || verifies(encoded: signature, message: message, algorithm: detachedAlgorithm)
  }
}
