import HCodeBase
import HCodeCore

extension Verifier {
  /// Applies the first half of rule 17 of docs/format.md: once the log reaches far enough, it must have every code that was issued yellow
  /// or red. Nil when it does, when the log here does not reach that far, and when the list names no log.
  ///
  /// Whether the changes of a status list are answered for was counted when it was imported (`ListAccount`).
  func logRefusal(
    _ code: VerifiedHealthCode, path: TrustPath
  ) throws(TrustFailure) -> VerdictReason? {
    guard let facts = path.log?.facts, let reach = path.logReach(of: code),
      let commitment = code.commitment, let justification = code.claims.justification
    else { return nil }
    let key = LogAct.indexKey(
      commitment, code.claims.issuer, code.key.publicKey.identifier, code.claims.status,
      justification.reason.rawValue, justification.authority, code.claims.expires)
    if try trust.isLogged(key, in: facts) { return nil }
    return facts.time >= reach ? .notLogged : nil
  }
}
