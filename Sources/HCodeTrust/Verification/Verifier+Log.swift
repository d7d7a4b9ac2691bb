import HCodeBase
import HCodeCore

extension Verifier {
  /// Applies rule 17 of docs/format.md: once the log reaches far enough, it must have every code and every raise that
  /// restricts somebody. Nil when it does, when the log here does not reach that far, and when the list names no log.
  func logRefusal(
    _ code: VerifiedHealthCode, path: TrustPath, raised: Bool
  ) throws(TrustFailure) -> VerdictReason? {
    guard let facts = path.log?.facts, let reach = path.logReach(of: code, raised: raised) else {
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
