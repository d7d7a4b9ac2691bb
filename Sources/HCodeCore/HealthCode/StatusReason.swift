/// Why a code is yellow or red: a closed list, so that each can be counted and appealed (docs/format.md §3).
package enum StatusReason: UInt64, Sendable, CaseIterable {
  case confirmedCase = 1
  case suspectedCase = 2
  case closeContact = 3
  case secondaryContact = 4
  case listedArea = 5
  case symptoms = 6
  case testOverdue = 7
  case arrival = 8

  /// The kebab-case word in options and in JSON.
  package var word: String {
    switch self {
    case .confirmedCase: "confirmed-case"
    case .suspectedCase: "suspected-case"
    case .closeContact: "close-contact"
    case .secondaryContact: "secondary-contact"
    case .listedArea: "listed-area"
    case .symptoms: "symptoms"
    case .testOverdue: "test-overdue"
    case .arrival: "arrival"
    }
  }

  /// The reason of that word.
  package init?(word: String) {
    guard let reason = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = reason
  }
}
