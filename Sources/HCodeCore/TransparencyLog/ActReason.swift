/// Why an act was done: a reason of a yellow or red code, or one of a change.
package enum ActReason: Hashable, Sendable, CaseIterable {
  case status(StatusReason)
  case change(ChangeReason)

  /// The reasons of changes, then those of yellow and red codes.
  package static let allCases =
    ChangeReason.allCases.map(Self.change) + StatusReason.allCases.map(Self.status)

  /// The reason of that number; nil for none.
  package init?(rawValue: UInt64) {
    if let reason = StatusReason(rawValue: rawValue) {
      self = .status(reason)
    } else if let reason = ChangeReason(rawValue: rawValue) {
      self = .change(reason)
    } else {
      return nil
    }
  }

  /// The reason of that word; nil for none.
  package init?(word: String) {
    if let reason = StatusReason(word: word) {
      self = .status(reason)
    } else if let reason = ChangeReason.allCases.first(where: { $0.word == word }) {
      self = .change(reason)
    } else {
      return nil
    }
  }

  /// Its number in an act.
  package var rawValue: UInt64 {
    switch self {
    case .status(let reason): reason.rawValue
    case .change(let reason): reason.rawValue
    }
  }

  /// Its word in options and in JSON.
  package var word: String {
    switch self {
    case .status(let reason): reason.word
    case .change(let reason): reason.word
    }
  }
}
