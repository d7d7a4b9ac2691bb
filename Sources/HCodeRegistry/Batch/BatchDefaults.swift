import HCodeBase
package import HCodeCore

/// What a row takes where it says nothing.
package struct BatchDefaults: Sendable {
  /// The colour.
  package var status: HealthStatus?
  /// Seconds of validity.
  package var validity: Int64?
  /// For yellow and red.
  package var reason: StatusReason?
  /// For yellow and red.
  package var authority: String?

  /// None.
  package init() {}
}
