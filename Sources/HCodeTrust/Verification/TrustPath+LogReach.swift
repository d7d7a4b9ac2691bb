package import HCodeBase
import HCodeCore

extension TrustPath {
  /// The time that the log must cover before absence is conclusive: the code's time of issue plus the grace. Nil when
  /// the list names no log, for a raise that no status list shows, and for a code that may stand before the entry at which
  /// the stored log begins.
  ///
  /// A raise is logged before the registry changes, so before any status list shows it. It needs no grace, which would
  /// begin again with each new list, but two clocks may differ.
  package func logReach(of code: VerifiedHealthCode, raised: Bool) -> Timestamp? {
    guard let log else { return nil }
    if let base = log.facts?.base,
      code.claims.issuedAt <= base.time.advanced(bySeconds: Timestamp.clockTolerance)
    {
      return nil
    }
    return raised
      ? statusList?.issued.advanced(bySeconds: Timestamp.clockTolerance)
      : code.claims.issuedAt.advanced(bySeconds: Int64(clamping: log.grace))
  }
}
