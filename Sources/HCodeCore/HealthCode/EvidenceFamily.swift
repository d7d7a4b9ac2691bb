/// Kinds of evidence that are stated alike: one option of `hcode issue`, one group of columns in a batch, one type of
/// rules. The raw value is the option's name and the prefix of the columns' names.
package enum EvidenceFamily: String, Sendable, CaseIterable {
  case test
  case vaccination
  case recovery
  case itinerary

  /// What is stated besides the time, the place and the product.
  package enum Shape: Sendable {
    /// The result of a test.
    case result
    /// Which dose of how many.
    case doses
    /// Nothing.
    case timeOnly
    /// Areas, with the days since they were left.
    case stays
  }

  /// What is stated besides the time, the place and the product.
  package var shape: Shape {
    switch self {
    case .test: .result
    case .vaccination: .doses
    case .recovery: .timeOnly
    case .itinerary: .stays
    }
  }

  /// Whether a product may be named.
  package var hasProduct: Bool {
    switch self {
    case .test, .vaccination: true
    case .recovery, .itinerary: false
    }
  }

  /// The columns of a batch, without the prefix, in the order of the template. An itinerary has two without a prefix, `itinerary` and `stays`, as a code has at most one.
  package var columns: [Column] {
    guard shape != .stays else { return [] }
    let details: [Column] =
      switch shape {
      case .result: [.result, .time]
      case .doses: [.dose, .of, .date]
      case .timeOnly, .stays: [.date]
      }
    return (onlyKind == nil ? [.kind] : []) + details
      + (hasProduct ? [.place, .product] : [.place])
  }

  /// A column of a batch; the raw value is its name without the prefix.
  package enum Column: String, Sendable {
    case kind, result, time, dose, of, date, place, product
  }

  /// The `CertificateType` of business rules over it (docs/rules.md §5). Nil: only general rules apply.
  package var ruleType: String? {
    switch self {
    case .test: "Test"
    case .vaccination: "Vaccination"
    case .recovery: "Recovery"
    case .itinerary: nil
    }
  }

  /// The kinds of this family, in the order of their numbers.
  package var kinds: [EvidenceKind] { EvidenceKind.allCases.filter { $0.family == self } }

  /// The kind of a family that has one. Nil where an option or column states which of several it is.
  package var onlyKind: EvidenceKind? { kinds.count == 1 ? kinds.first : nil }
}
