import HCodeBase
package import HCodeCore

/// What a row takes where it says nothing.
package struct BatchDefaults: Sendable {
  /// The colour.
  package var status: HealthStatus?
  /// Seconds of validity, where they were said.
  package var validity: Int64?
  /// Seconds of validity of each colour, where an office has decided them.
  package var validityOfColour: [HealthStatus: Int64] = [:]
  /// Whether each row has to name its person to the registry.
  package var needsSubject = false
  /// For yellow and red.
  package var reason: StatusReason?
  /// For yellow and red.
  package var authority: String?

  /// None.
  package init() {}
}
