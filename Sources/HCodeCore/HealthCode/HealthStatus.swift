/// The colour of a code.
package enum HealthStatus: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// May pass.
  case green = 0
  /// Goes to the desk.
  case yellow = 1
  /// Is kept out.
  case red = 2

  /// `green`, `yellow` or `red`, the word in options and in JSON.
  package var description: String {
    switch self {
    case .green: "green"
    case .yellow: "yellow"
    case .red: "red"
    }
  }

  /// The colour of that word.
  package init?(word: String) {
    guard let status = Self.allCases.first(where: { $0.description == word }) else { return nil }
    self = status
  }

  /// The longest time from issue to expiry, in seconds (docs/format.md §4.1).
  package var maximumValidity: Int64 { self == .green ? 366 * 86_400 : 31 * 86_400 }
}
