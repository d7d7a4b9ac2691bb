/// What one rule says about one certificate.
public struct RuleResult: Sendable {
  /// What it says.
  public enum Outcome: Equatable, Sendable {
    case passed
    case failed
    /// The rule could not be asked; why, in English. It is never taken for passed.
    case open(String)
  }

  /// The rule.
  public let rule: BusinessRule
  /// What it says.
  public let outcome: Outcome

  /// Whether the outcome is `open`.
  public var isOpen: Bool { if case .open = outcome { true } else { false } }
}

/// What a set of rules makes of a certificate.
public enum RuleJudgement: Sendable {
  /// No rule for such a certificate counts now; why, in English.
  case noRules(String)
  /// All of them hold.
  case passed([RuleResult])
  /// At least one does not hold: those.
  case failed([RuleResult])
  /// None fails, and at least one could not be asked: those.
  case open([RuleResult])
}
