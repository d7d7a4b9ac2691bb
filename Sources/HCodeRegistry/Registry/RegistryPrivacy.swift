import HCodeCore

/// What a registry may keep of people, and for how long. Decided when it is made.
package struct RegistryPrivacy: Hashable, Sendable {
  /// Whether the names on the codes are kept. Without it they are never written, whatever is recorded.
  package let keepsNames: Bool
  /// Seconds after its expiry until `purge` takes out of a code's record what tells of people; nil when that is said
  /// at each purge.
  package let retention: Int64?

  /// The longest retention: 100 years of 366 days.
  package static let longestRetention: Int64 = 100 * 366 * 86_400

  /// Nil for a retention below 0 or above `longestRetention`.
  package init?(keepsNames: Bool = false, retention: Int64? = nil) {
    if let retention, !(0...Self.longestRetention).contains(retention) { return nil }
    self.keepsNames = keepsNames
    self.retention = retention
  }

  /// No names, no retention of its own.
  package static let least = RegistryPrivacy()

  private init() {
    keepsNames = false
    retention = nil
  }
}
