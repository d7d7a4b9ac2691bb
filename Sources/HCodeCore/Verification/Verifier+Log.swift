extension Verifier {
  /// Rule 17 of docs/format.md: what restricts somebody has to be in the log of its issuer once the grace has passed. Nil when it is, when
  /// the log as it is known here does not reach so far, and when the list names no log.
  func unlogged(
    _ code: VerifiedHealthCode, route: TrustRoute, raised: Bool
  ) throws(TrustFailure) -> VerdictReason? {
    guard let log = route.log, let facts = log.facts else { return nil }
    let since: Timestamp
    let key: [UInt8]
    if raised {
      guard let list = route.statusList else { return nil }
      since = list.issued
      let commitment = LogCommitment.raise(
        code.key.publicKey.identifier, index: code.claims.codeIndex)
      key = LogEntry.indexKey(ofRaise: commitment, code.claims.issuer)
    } else {
      guard let commitment = code.commitment, let justification = code.claims.justification else {
        return nil
      }
      since = code.claims.issuedAt
      key = LogEntry.indexKey(
        commitment, code.claims.issuer, code.key.publicKey.identifier, code.claims.status,
        justification.reason.rawValue, justification.authority, code.claims.expires)
    }
    if try trust.isLogged(key, in: facts) { return nil }
    return facts.time >= since.advanced(bySeconds: Int64(clamping: log.grace)) ? .notLogged : nil
  }
}
