import HCodeBase

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
  /// What ratings say of the holder's stays, where a rule that asks for them failed.
  package var stays: RatedStays?

  /// Whether the outcome is `open`.
  package var isOpen: Bool { why != nil }

  /// Why it could not be asked; nil when it could.
  package var why: String? { if case .open(let why) = outcome { why } else { nil } }

  /// The rule and why it could not be asked, in English.
  package var explanation: String {
    ([rule.identifier] + [why].compactMap { $0 }).joined(separator: ": ")
  }
}
