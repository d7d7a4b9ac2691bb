import HCodeCore

/// Which personal data a registry may keep, and for how long. It is decided when the registry is made.
package struct RegistryPrivacy: Hashable, Sendable {
  /// Whether the names on the codes are kept. Without it they are never written, whatever is recorded.
  package let keepsNames: Bool
  /// Seconds from a code's expiry until `purge` removes personal data from its record. Nil: each purge states them.
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
