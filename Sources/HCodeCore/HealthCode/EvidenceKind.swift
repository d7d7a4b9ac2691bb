/// What a piece of evidence is, without its result: what a grant speaks of (docs/trust.md §2).
package enum EvidenceKind: UInt64, Sendable, CaseIterable, Comparable {
  case pcr = 1
  case antigen = 2
  case antibody = 3
  case vaccination = 4
  case recovery = 5

  /// `pcr`, `antigen`, `antibody`, `vaccination`, `recovery`: the word in options and in JSON.
  package var word: String {
    switch self {
    case .pcr: "pcr"
    case .antigen: "antigen"
    case .antibody: "antibody"
    case .vaccination: "vaccination"
    case .recovery: "recovery"
    }
  }

  /// The kind of that word.
  package init?(word: String) {
    guard let kind = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = kind
  }

  /// In the order of the numbers.
  package static func < (a: EvidenceKind, b: EvidenceKind) -> Bool { a.rawValue < b.rawValue }
}

extension Evidence {
  /// What kind it is.
  package var kind: EvidenceKind {
    switch self {
    case .test(.pcr, _, _, _, _): .pcr
    case .test(.antigen, _, _, _, _): .antigen
    case .test(.antibody, _, _, _, _): .antibody
    case .vaccination: .vaccination
    case .recovery: .recovery
    }
  }

  /// Whether it speaks for health: a negative PCR or antigen test, antibodies found, every dose of a vaccination, a
  /// recovery.
  package var isFavourable: Bool {
    switch self {
    case .test(.antibody, let result, _, _, _): result == .positive
    case .test(_, let result, _, _, _): result == .negative
    case .vaccination(let dose, let of, _, _, _): dose >= of
    case .recovery: true
    }
  }
}
