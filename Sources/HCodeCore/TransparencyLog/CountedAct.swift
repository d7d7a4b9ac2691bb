/// What was done to somebody, as an audit counts it (docs/log.md §8).
package enum CountedAct: Int, CaseIterable, Sendable {
  /// A code was signed red.
  case red
  /// A code that is out was raised to red.
  case raised
  /// A code was signed yellow.
  case yellow
  /// A code that is out was suspended.
  case suspended
  /// A code that is out was revoked.
  case revoked

  /// The word in JSON.
  package var word: String {
    switch self {
    case .red: "red"
    case .raised: "raised"
    case .yellow: "yellow"
    case .suspended: "suspended"
    case .revoked: "revoked"
    }
  }

  /// Nil for an act that restricts nobody.
  init?(_ kind: LogAct.Kind, _ status: HealthStatus?) {
    switch kind {
    case .issued: self = status == .red ? .red : .yellow
    case .raised: self = .raised
    case .suspended: self = .suspended
    case .revoked: self = .revoked
    case .cleared, .destroyed, .opened: return nil
    }
  }
}
