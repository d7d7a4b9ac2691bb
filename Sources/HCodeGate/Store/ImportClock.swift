package import HCodeBase
import HCodeSystem

/// The time of an import, and how far it is believed.
package struct ImportClock: Sendable {
  /// The time of the import.
  package let now: Timestamp
  /// Where it comes from.
  package let source: TimeEvidence.Source
  /// What the machine's clock shows.
  package let clock: Timestamp
  /// Whether the operator vouches for it.
  package let isRight: Bool

  /// A trust list lives no longer, so no store that is in use waits longer for an import.
  private static let longestGap = LongestLife.trustList

  /// The time of an import.
  package init(
    now: Timestamp, from source: TimeEvidence.Source, clock: Timestamp, isRight: Bool
  ) {
    self.now = now
    self.source = source
    self.clock = clock
    self.isRight = isRight
  }

  /// Throws `ImplausibleTime` of the store. What was signed does not bind: the repair has to get in.
  func check(_ evidence: TimeEvidence, of store: FileName) throws {
    guard !isRight else { return }
    do {
      try evidence.check(now, from: source, signedBinds: false, gap: Self.longestGap)
    } catch { throw error.in(store) }
  }

  func noted(in evidence: TimeEvidence) -> Timestamp {
    evidence.noting(now, clock: clock, isRight: isRight)
  }
}
