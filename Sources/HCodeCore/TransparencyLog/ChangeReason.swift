/// Why a code that is out was revoked, suspended or cleared: a closed list, so that each can be counted (docs/log.md §2).
package enum ChangeReason: UInt64, Sendable, CaseIterable {
  case error = 16
  case lost = 17
  case replaced = 18
  case evidenceWithdrawn = 19
  case atRequest = 20
  case measureLifted = 21

  /// The kebab-case word in options and in JSON.
  package var word: String {
    switch self {
    case .error: "error"
    case .lost: "lost"
    case .replaced: "replaced"
    case .evidenceWithdrawn: "evidence-withdrawn"
    case .atRequest: "at-request"
    case .measureLifted: "measure-lifted"
    }
  }
}
