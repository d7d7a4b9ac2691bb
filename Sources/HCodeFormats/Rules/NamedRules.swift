import HCodeBase

/// Rules that were named for one run: those and no others.
package struct NamedRules: RuleSource {
  private let sets: [RulesInForce]

  /// Those sets.
  package init(_ sets: [RulesInForce]) { self.sets = sets }

  /// Those of the sets that have such rules.
  package func rules(over payload: BusinessRule.Payload) -> [RulesInForce] {
    sets.filter { $0.set.payloads.contains(payload) }
  }
}
