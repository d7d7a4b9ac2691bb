package import HCodeCore

/// An entry that waits in a registry for the log.
package struct WaitingEntry: Sendable {
  /// Its number in the registry.
  package let number: Int64
  /// What belongs in the log.
  package let entry: SignedAct
}
