package import HCodeBase
import HCodeCore

/// The reason, authority and time of a change.
package struct ChangeNote: Hashable, Sendable {
  /// Why: for red one of the words of `StatusReason`, otherwise a short text.
  package let why: String
  /// Who ordered it: the legal authority or the order's number.
  package let authority: String
  /// When.
  package let at: Timestamp

  /// Refuses texts that cannot be shown or have more than 96 bytes (docs/format.md §3, `text96`).
  package init?(why: String, authority: String, at: Timestamp) {
    guard HealthText.fault(in: why, maximumBytes: 96) == nil,
      HealthText.fault(in: authority, maximumBytes: 96) == nil
    else { return nil }
    self.why = why
    self.authority = authority
    self.at = at
  }
}
