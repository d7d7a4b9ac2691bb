/// What a yellow or red code has to say: why, and by whose order (docs/format.md §3).
public struct Justification: Hashable, Sendable {
  /// Why a code is yellow or red: a closed list, so that each can be counted and appealed.
  public enum Reason: String, Sendable, CaseIterable {
    case confirmedCase = "confirmed-case"
    case suspectedCase = "suspected-case"
    case closeContact = "close-contact"
    case secondaryContact = "secondary-contact"
    case listedArea = "listed-area"
    case symptoms
    case testOverdue = "test-overdue"
    case arrival
  }

  /// Why.
  public let reason: Reason
  /// The legal authority or the number of the order.
  public let authority: String

  /// `Issuer.issue` refuses an authority that is empty, cannot be shown or has more than 96 bytes.
  public init(_ reason: Reason, authority: String) {
    self.reason = reason
    self.authority = authority
  }
}
