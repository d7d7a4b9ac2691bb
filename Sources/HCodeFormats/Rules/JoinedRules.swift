package import HCodeBase

/// The rules of two places, which all have to be met: those that an operator names for one run add to those of the store.
package struct JoinedRules: RuleSource {
  private let first: any RuleSource
  private let second: any RuleSource

  /// The rules of both.
  package init(first: any RuleSource, second: any RuleSource) {
    self.first = first
    self.second = second
  }

  package func rules(over payload: BusinessRule.Payload) throws(TrustFailure) -> [RulesInForce] {
    try first.rules(over: payload) + second.rules(over: payload)
  }
}
