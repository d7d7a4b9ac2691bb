package import HCodeBase

/// What one rule says about one certificate.
package struct RuleResult: Sendable {
  /// What it says.
  package enum Outcome: Equatable, Sendable {
    case passed
    case failed
    /// The rule could not be asked; why, in English. It is never taken for passed.
    case open(String)
  }

  /// The rule.
  package let rule: BusinessRule
  /// What it says.
  package let outcome: Outcome

  /// Whether the outcome is `open`.
  package var isOpen: Bool { why != nil }

  /// Why it could not be asked; nil when it could.
  package var why: String? { if case .open(let why) = outcome { why } else { nil } }

  /// The rule and why it could not be asked, in English.
  package var explanation: String {
    ([rule.identifier] + [why].compactMap { $0 }).joined(separator: ": ")
  }
}

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
