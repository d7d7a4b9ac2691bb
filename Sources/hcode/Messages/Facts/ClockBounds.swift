import HCodeBase
import HCodeTrust

/// What a store knows of the time, for people: the bounds and what set them.
struct ClockBounds: Equatable {
  /// The newest date in signed material that counts; nil without one.
  var signed: TrustHoldings.SignedDate?
  /// What the clock showed at the last import; nil before the first.
  var seen: Timestamp?

  /// The bounds alone.
  var evidence: TimeEvidence { TimeEvidence(signed: signed?.time, seen: seen) }
}
