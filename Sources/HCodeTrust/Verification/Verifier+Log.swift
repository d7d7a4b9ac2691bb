package import HCodeBase
import HCodeCore

extension Verifier {
  /// Rule 17 of docs/format.md: what restricts somebody has to be in the log of its issuer once that reaches so far. Nil when it is, when
  /// the log as it is known here does not reach so far, and when the list names no log.
  func unlogged(
    _ code: VerifiedHealthCode, route: TrustPath, raised: Bool
  ) throws(TrustFailure) -> VerdictReason? {
    guard let facts = route.log?.facts, let reach = route.logReach(of: code, raised: raised) else {
      return nil
    }
    let key: [UInt8]
    if raised {
      let commitment = LogCommitment.raise(
        code.key.publicKey.identifier, index: code.claims.codeIndex)
      key = LogEntry.indexKey(ofRaise: commitment, code.claims.issuer)
    } else {
      guard let commitment = code.commitment, let justification = code.claims.justification else {
        return nil
      }
      key = LogEntry.indexKey(
        commitment, code.claims.issuer, code.key.publicKey.identifier, code.claims.status,
        justification.reason.rawValue, justification.authority, code.claims.expires)
    }
    if try trust.isLogged(key, in: facts) { return nil }
    return facts.time >= reach ? .notLogged : nil
  }
}

extension TrustPath {
  /// Up to when the log has to be known before it can be said that it lacks the code: its issue and the grace. A raise is logged before
  /// the registry changes, and so before any list that shows it is issued: it needs no grace, which each new list would begin again,
  /// but two clocks may differ. Nil when the list names no log, or a raise is known from no list.
  package func logReach(of code: VerifiedHealthCode, raised: Bool) -> Timestamp? {
    guard let log else { return nil }
    return raised
      ? statusList?.issued.advanced(bySeconds: Timestamp.clockTolerance)
      : code.claims.issuedAt.advanced(bySeconds: Int64(clamping: log.grace))
  }
}
