package import HCodeBase

/// A stored set of rules, and its end.
package struct RulesInForce: Sendable {
  /// Its name in the store, or the name of its file.
  package let name: String
  /// The rules.
  package let set: RuleSet
  /// It decides nothing from then on; nil when it has no end.
  package let expires: Timestamp?

  /// A set under that name; it ends when it says so itself, if not earlier.
  package init(name: String, set: RuleSet, expires: Timestamp? = nil) {
    self.name = name
    self.set = set
    self.expires = [set.expires, expires].compactMap { $0 }.min()
  }
}
