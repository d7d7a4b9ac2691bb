package import HCodeBase

extension HealthCode {
  /// A red code that its first officer signed, read back by the rules of a verifier.
  package struct HalfSigned: Sendable {
    /// What it states.
    package let claims: HealthClaims
    /// The commitment under which the log must contain it.
    package let commitment: Digest
    /// The first officer's key.
    package let firstKey: IssuerKey
    /// The act, signed by the first officer.
    package let entry: SignedAct
    private let message: COSESign1

    /// Refuses anything but a red code of that key with one signature, and an act that says something else than the code.
    package init(
      _ message: COSESign1, _ entry: SignedAct, of key: IssuerKey
    ) throws(OfficerRequest.Refusal) {
      let code = UnverifiedCode(message: message, of: key)
      guard let code else {
        throw OfficerRequest.Refusal(detail: "the code in it is not signed with its officer's key")
      }
      let claims: HealthClaims
      do {
        claims = try HealthClaims(payload: message.payload) { $0 == key.issuer }
      } catch { throw OfficerRequest.Refusal(detail: error.detail) }
      guard claims.status == .red, let commitment = code.commitment(of: claims) else {
        throw OfficerRequest.Refusal(detail: "the code in it is \(claims.status), not red")
      }
      guard entry.act.agrees(with: claims, of: key.publicKey.identifier),
        entry.act.commitment == commitment
      else {
        throw OfficerRequest.Refusal(detail: "the act in it says something else than the code")
      }
      self.claims = claims
      self.entry = entry
      self.commitment = commitment
      self.firstKey = key
      self.message = message
    }

    /// Builds the countersigned code with zeros for the second signature, to learn whether it fits. Throws what `approved`
    /// throws, except signing errors.
    package func draft(with key: IssuerKey) throws(IssuingError) -> Draft {
      try check(key)
      return try HealthCode.draft(message.countersignedDraft(by: key.publicKey), claims, firstKey)
    }

    private func check(_ key: IssuerKey) throws(IssuingError) {
      guard key.publicKey != firstKey.publicKey else { throw .sameOfficer }
      try HealthCode.check(claims, firstKey)
      try HealthCode.check(claims, key)
    }

    /// The finished code, countersigned. Throws `issuerMismatch` for a key of another issuer, `sameOfficer` for the first key
    /// again, and `outsideValidity` of either key.
    package func approved(with key: SigningKey) throws(IssuingError) -> Issued {
      try check(key.issuerKey)
      do {
        return try HealthCode.issued(try message.countersigned(with: key), claims, firstKey)
      } catch let error as IssuingError {
        throw error
      } catch let error as SigningKey.SigningError {
        throw .signing(error)
      } catch { throw .signing(.signatureDoesNotVerify) }
    }
  }
}

extension UnverifiedCode {
  /// Reads a message with one signature, made by that key. Nil for any other.
  fileprivate init?(message: COSESign1, of key: IssuerKey) {
    guard message.unprotected.isEmpty,
      let header = try? COSEProtectedHeader(encoded: message.protected),
      header.keyIdentifier == key.publicKey.identifier, message.isSigned(by: key.publicKey)
    else { return nil }
    self.init(message: message, header: header, countersignature: nil)
  }
}
