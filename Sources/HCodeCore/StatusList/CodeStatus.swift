/// What became of a code after it was signed: the values of a Token Status List of 2 bits. No value makes a code better.
public enum CodeStatus: UInt8, Sendable, CaseIterable {
  /// Nothing changed: 0x00, VALID.
  case asSigned = 0
  /// Taken back: 0x01, INVALID.
  case revoked = 1
  /// Held for now: 0x02, SUSPENDED. Its bearer goes to the desk.
  case suspended = 2
  /// 0x03, which the standard leaves to the application: the code is red now.
  case raisedToRed = 3

  /// `as-signed`, `revoked`, `suspended`, `red`: the word in options and in JSON.
  public var word: String {
    switch self {
    case .asSigned: "as-signed"
    case .revoked: "revoked"
    case .suspended: "suspended"
    case .raisedToRed: "red"
    }
  }

  /// The status of that word.
  public init?(word: String) {
    guard let status = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = status
  }

  /// 0 for as signed, then suspended, revoked, raised to red: a delta only ever goes up.
  public var gravity: Int {
    switch self {
    case .asSigned: 0
    case .suspended: 1
    case .revoked: 2
    case .raisedToRed: 3
    }
  }
}
