/// What a piece of evidence is, without its result: what a grant speaks of (docs/trust.md §2).
///
/// A new kind is a case here and its words in each language of `hcode`. Where it has an option or columns of its own,
/// it also needs a family. `HCodeKit` has a list of kinds of its own.
package enum EvidenceKind: UInt64, Sendable, CaseIterable, Comparable {
  case pcr = 1
  case antigen = 2
  case antibody = 3
  case vaccination = 4
  case recovery = 5
  case itinerary = 6

  /// The word in options, batches and JSON.
  package var word: String {
    switch self {
    case .pcr: "pcr"
    case .antigen: "antigen"
    case .antibody: "antibody"
    case .vaccination: "vaccination"
    case .recovery: "recovery"
    case .itinerary: "itinerary"
    }
  }

  /// The family, which decides what is stated of this kind.
  package var family: EvidenceFamily {
    switch self {
    case .pcr, .antigen, .antibody: .test
    case .vaccination: .vaccination
    case .recovery: .recovery
    case .itinerary: .itinerary
    }
  }

  /// Whether it says something of the holder's health. An itinerary does not: no green code rests on it.
  package var isOfHealth: Bool { self != .itinerary }

  /// The result of a test that speaks for health. Antibodies should be found, a virus should not.
  var favourableResult: Evidence.TestResult { self == .antibody ? .positive : .negative }

  /// Finds the kind of a word.
  package init?(word: String) {
    guard let kind = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = kind
  }

  /// Orders kinds by their numbers.
  package static func < (a: EvidenceKind, b: EvidenceKind) -> Bool { a.rawValue < b.rawValue }
}
