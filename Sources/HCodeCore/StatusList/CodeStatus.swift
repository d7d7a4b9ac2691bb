/// The status of a code after it was signed: two bits of a status list (docs/trust.md §2). No value is better than
/// the signed colour.
package enum CodeStatus: UInt8, Sendable, CaseIterable {
  /// Nothing: the colour is the one that was signed.
  case asSigned = 0
  /// Withdrawn permanently.
  case revoked = 1
  /// Counts for nothing until it is cleared or revoked: the bearer goes to the desk.
  case suspended = 2
  /// Counts as red.
  case raisedToRed = 3

  /// `as-signed`, `revoked`, `suspended` or `red`, the word in options and in JSON.
  package var word: String {
    switch self {
    case .asSigned: "as-signed"
    case .revoked: "revoked"
    case .suspended: "suspended"
    case .raisedToRed: "red"
    }
  }

  /// The status of that word.
  package init?(word: String) {
    guard let status = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = status
  }

  /// What a code can be set to, in the order in which counts are told.
  package static let changes: [CodeStatus] = allCases.filter { $0 != .asSigned }

  private var gravity: UInt8 {
    switch self {
    case .asSigned: 0
    case .suspended: 1
    case .revoked: 2
    case .raisedToRed: 3
    }
  }
}

extension CodeStatus: Comparable {
  /// Orders by gravity: as signed, suspended, revoked, raised to red. The numbers are the draft's and order nothing.
  package static func < (a: CodeStatus, b: CodeStatus) -> Bool { a.gravity < b.gravity }
}
