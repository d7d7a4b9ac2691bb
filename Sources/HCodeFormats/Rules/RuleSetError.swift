/// Rules that cannot be read. The whole set is unusable then: nobody fails a rule that is left out.
package struct RuleSetError: Error, Equatable, Sendable {
  /// The path, such as `rules[3].ValidTo`; empty for the whole file.
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
