package import HCodeCore

/// What a row of a batch may say of a person: the columns of a CSV file and the members of a JSON object (docs/batch.md).
package enum BatchField: Hashable, CaseIterable, Sendable {
  /// The caller's own name for the row. It is in the results, not in the code.
  case ref
  /// By what the office knows the person. A registry keeps a keyed hash of it; the code has nothing of it.
  case subject
  case status, valid, notBefore
  case name, latinName, birthDate, documentTail
  case reason, authority, category
  /// Days and source of an itinerary, and its areas.
  case itinerary, stays
  /// Something about a piece of evidence. A person may have several: the second has the same name and `_2`.
  case evidence(EvidenceFamily, EvidenceFamily.Column)

  /// All fields, in the order of the template's columns.
  package static let allCases: [BatchField] =
    [
      .ref, .subject, .status, .valid, .notBefore, .name, .latinName, .birthDate, .documentTail,
      .reason, .authority, .category, .itinerary, .stays,
    ]
    + EvidenceFamily.allCases.flatMap { family in
      family.columns.map { .evidence(family, $0) }
    }

  /// How many there are.
  static let count = allCases.count

  private static let places = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
  private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// The field's place among all; nil for a column that its family does not have.
  var place: Int? { Self.places[self] }

  /// The column's name.
  package var name: String {
    switch self {
    case .ref: "ref"
    case .subject: "subject"
    case .status: "status"
    case .valid: "valid"
    case .notBefore: "not_before"
    case .name: "name"
    case .latinName: "latin_name"
    case .birthDate: "birth_date"
    case .documentTail: "document_tail"
    case .reason: "reason"
    case .authority: "authority"
    case .category: "category"
    case .itinerary: "itinerary"
    case .stays: "stays"
    case .evidence(let family, let column): "\(family.rawValue)_\(column.rawValue)"
    }
  }

  /// Finds the field of a name.
  init?(name: String) {
    guard let field = Self.named[name] else { return nil }
    self = field
  }

  /// Whether a person may have several.
  var isRepeatable: Bool { if case .evidence = self { true } else { false } }
}
