extension Sequence {
  /// Whether each element is smaller than the next by this order: one spelling of a set, nothing twice.
  package func isStrictlyAscending(_ precedes: (Element, Element) -> Bool) -> Bool {
    zip(self, dropFirst()).allSatisfy(precedes)
  }
}
