package import HCodeBase

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

/// What yellow and red have to carry.
package struct Justification: Hashable, Sendable {
  /// Why, from the closed list.
  package let reason: StatusReason
  /// The legal authority or the order's number.
  package let authority: String
  /// 16 random bytes, the salt of the commitment in the log.
  package let salt: [UInt8]

  /// Refuses an authority that cannot be shown and a salt of another length.
  package init(reason: StatusReason, authority: String, salt: [UInt8]) throws(MalformedCode) {
    if let fault = HealthText.fault(in: authority, maximumBytes: 96) {
      throw MalformedCode(.unjustifiedStatus, "the authority \(fault)")
    }
    guard salt.count == 16 else {
      throw MalformedCode(.unjustifiedStatus, "the salt is not 16 bytes")
    }
    self.reason = reason
    self.authority = authority
    self.salt = salt
  }

  /// With a fresh salt.
  package init(reason: StatusReason, authority: String) throws(MalformedCode) {
    try self.init(reason: reason, authority: authority, salt: Sodium.random(count: 16))
  }
}
