/// Rules that cannot be read. None of a set is used then: a rule that is left out is a rule that nobody fails.
package struct RuleSetError: Error, Equatable, Sendable {
  /// Where, such as `rules[3].ValidTo`; empty for the whole file.
  package let place: String
  /// What is wrong, in English.
  package let detail: String

  /// An error at that place.
  package init(_ place: String, _ detail: String) {
    self.place = place
    self.detail = detail
  }

  /// Place and what is wrong there.
  package var message: String { place.isEmpty ? detail : "\(place) \(detail)" }
}
