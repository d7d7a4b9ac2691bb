package import HCodeCore

/// What a yellow or red card or label answers to its bearer: why, on what order, and where to appeal. A green one has nothing to answer.
package struct PaperAnswers: Sendable {
  /// Where to appeal; nil where nobody said.
  package var appeal: String?
  /// Whether the reason is left out, where bystanders would read it. The code itself states it.
  package var hidesReason = false

  package init() {}

  /// The reason with the order, and the appeal: a line each, as far as they are known.
  package func lines(_ claims: HealthClaims, _ words: any PaperWords) -> [String] {
    guard claims.status != .green else { return [] }
    let grounds = claims.justification.map { grounds in
      (hidesReason ? [] : [words.reason(grounds.reason)]) + [words.order(grounds.authority)]
    }
    return [grounds?.joined(separator: " · "), appeal.map(words.appeal)].compactMap { $0 }
  }
}
