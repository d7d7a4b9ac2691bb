package import HCodeCore

/// An act that was begun in a registry, and of which nobody knows yet whether it is in the log.
package struct PendingAct: Sendable {
  /// Its number in the registry.
  package let number: Int64
  /// What belongs in the log.
  package let entry: SignedAct
  /// The codes, and what the entry hides.
  package let changes: CodeChanges
  /// The log that it was begun for; nil when it needs none.
  package let log: ActLog?
}
