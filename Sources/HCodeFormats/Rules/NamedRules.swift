import HCodeBase

/// Rules that the operator named for one run, used instead of all others.
package struct NamedRules: RuleSource {
  private let sets: [RulesInForce]

  /// The sets.
  package init(_ sets: [RulesInForce]) { self.sets = sets }

  /// The sets with rules over that payload.
  package func rules(over payload: BusinessRule.Payload) -> [RulesInForce] {
    sets.filter { $0.set.payloads.contains(payload) }
  }
}
