package import HCodeBase
import HCodeCore

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
