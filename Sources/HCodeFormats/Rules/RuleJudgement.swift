package import HCodeBase

/// What rules make of a certificate.
package enum RuleJudgement: Sendable {
  /// There are no rules to ask: `no-rules`, `rules-expired` or `rules-unreadable`; what exactly, in English.
  case noApplicableRules(VerdictReason, detail: String)
  /// All of them hold.
  case passed([RuleResult])
  /// At least one does not hold: those.
  case failed([RuleResult])
  /// None fails, and at least one could not be asked: those.
  case open([RuleResult])

  /// The word of it.
  package var reason: VerdictReason {
    switch self {
    case .noApplicableRules(let reason, _): reason
    case .passed: .rulesPassed
    case .failed: .ruleFailed
    case .open: .ruleOpen
    }
  }

  /// The rules that it rests on.
  package var results: [RuleResult] {
    switch self {
    case .noApplicableRules: []
    case .passed(let results), .failed(let results), .open(let results): results
    }
  }
}
