package import HCodeBase

/// The judgement of rules on a certificate.
package enum RuleJudgement: Sendable {
  /// No rules apply: `no-rules`, `rules-expired` or `rules-unreadable`; the detail is in English.
  case noApplicableRules(VerdictReason, detail: String)
  /// All rules hold.
  case passed([RuleResult])
  /// The rules that fail, at least one.
  case failed([RuleResult])
  /// All rules hold, but for those, at least one, whose failure makes yellow.
  case cautioned([RuleResult])
  /// No rule fails, and these, at least one, could not be decided.
  case open([RuleResult])

  /// Its reason word.
  package var reason: VerdictReason {
    switch self {
    case .noApplicableRules(let reason, _): reason
    case .passed: .rulesPassed
    case .failed: .ruleFailed
    case .cautioned: .ruleYellow
    case .open: .ruleOpen
    }
  }

  /// The results that decided it.
  package var results: [RuleResult] {
    switch self {
    case .noApplicableRules: []
    case .passed(let results), .failed(let results), .cautioned(let results), .open(let results):
      results
    }
  }
}
