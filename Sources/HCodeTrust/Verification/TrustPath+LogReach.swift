package import HCodeBase
import HCodeCore

extension TrustPath {
  /// The time that the log must cover before absence is conclusive: the code's time of issue plus the grace. Nil when
  /// the list names no log, and for a code that may stand before the entry at which the stored log begins.
  package func logReach(of code: VerifiedHealthCode) -> Timestamp? {
    guard let log else { return nil }
    if let base = log.facts?.base,
      code.claims.issuedAt <= base.time.advanced(bySeconds: Timestamp.clockTolerance)
    {
      return nil
    }
    return code.claims.issuedAt.advanced(bySeconds: Int64(clamping: log.grace))
  }
}
