package import HCodeBase

/// A set of rules that is held, and until when it decides anything.
package struct RulesInForce: Sendable {
  /// How the operator knows it: its name in the store, or of its file.
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
