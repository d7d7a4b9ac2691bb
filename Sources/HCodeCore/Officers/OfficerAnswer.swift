import HCodeBase

/// A second officer's answer to a request, where the registry is on another machine: the request with both signatures. It has the
/// form of a request (docs/format.md §6), with a countersigned entry and, of a code, a countersigned message.
package struct OfficerAnswer: Sendable {
  /// What was approved.
  package enum Subject: Sendable {
    /// A code, with what it states.
    case code(COSESign1, HealthCode.HalfSigned)
    /// That these codes change.
    case change(CodeChanges)
  }

  /// The act, signed by both officers.
  package let entry: SignedAct
  /// What was approved.
  package let subject: Subject

  /// Reads an answer that these two keys signed. The caller vouches for the keys.
  package init(
    _ bytes: [UInt8], first: IssuerKey, second: IssuerKey
  ) throws(OfficerRequest.Refusal) {
    let request = try OfficerRequest(answer: bytes)
    guard request.entry.isSigned(by: first.publicKey),
      request.entry.isCountersigned(by: second.publicKey), first.issuer == second.issuer
    else {
      throw OfficerRequest.Refusal(detail: "its signatures are not those of the two officers")
    }
    entry = request.entry
    switch request.subject {
    case .change(let changes): subject = .change(changes)
    case .code(let message):
      let bare = COSESign1(
        protected: message.protected, payload: message.payload, signature: message.signature)
      let half = try HealthCode.HalfSigned(bare, request.entry, of: first)
      guard let countersignature = COSECountersignature(unprotected: message.unprotected),
        countersignature.keyIdentifier == second.publicKey.identifier,
        countersignature.isSigned(by: second.publicKey, over: message)
      else { throw OfficerRequest.Refusal(detail: "the code in it is not countersigned") }
      subject = .code(message, half)
    }
  }
}
