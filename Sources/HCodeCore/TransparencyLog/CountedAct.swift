/// What was done to somebody, as an audit counts it (docs/log.md §8).
package enum CountedAct: Int, CaseIterable, Sendable {
  /// A code was signed red.
  case red
  /// A code that is out was raised to red.
  case raised
  /// A code was signed yellow.
  case yellow

  /// The word in JSON.
  package var word: String {
    switch self {
    case .red: "red"
    case .raised: "raised"
    case .yellow: "yellow"
    }
  }

  init(_ act: LogEntry.Act, _ status: HealthStatus) {
    self = act == .raised ? .raised : status == .red ? .red : .yellow
  }
}
