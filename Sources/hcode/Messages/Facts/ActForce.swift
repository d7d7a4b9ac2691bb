import HCodeBase
import HCodeCore

/// Whether a change still counts; the words are what `explain --json` says.
enum ActForce: String, CaseIterable {
  case inForce = "in-force"
  /// Its end has passed, or the status list shows no change any more.
  case ended
  /// The status list shows another change.
  case otherChange = "other-change"
  /// No status list here that was made after it was looked into.
  case notKnown = "not-known"

  /// `change` is what the list made at `listed` says now; nil for what is no change that lasts.
  init?(_ act: LogAct, change: CodeChange, listed: Timestamp?, at now: Timestamp) {
    let wanted: CodeChange
    switch act.kind {
    case .raised: wanted = .raisedToRed
    case .suspended: wanted = .suspended
    case .revoked: wanted = .revoked
    case .issued, .cleared, .destroyed, .opened: return nil
    }
    if let until = act.until, until <= now {
      self = .ended
    } else if let listed, listed >= act.time {
      switch change {
      case wanted: self = .inForce
      case .unchanged: self = .ended
      case .raisedToRed, .suspended, .revoked: self = .otherChange
      case .noTrustList, .noStatusList, .statusListMissing, .notLookedUp: self = .notKnown
      }
    } else {
      self = .notKnown
    }
  }
}
