package import HCodeBase
package import HCodeCore

/// What a registry knows of one index.
package struct CodeHistory: Sendable {
  /// What was done to a code.
  package struct Change: Sendable {
    /// What it became; as signed for a clearing.
    package let status: CodeStatus
    /// Why, on whose order and when.
    package let note: ChangeNote
    /// Until when it restricts, if nothing ends it before.
    package let until: Timestamp?
    /// The signed act; nil for a change from before acts were signed.
    package let entry: SignedAct?
    /// The number of its entry; nil when it is in no log.
    package let logIndex: UInt64?
  }

  /// The code, if it was recorded: an index that was handed out in a block and used by hand was not.
  package let code: RegisteredCode?
  /// Every change, oldest first.
  package let changes: [Change]
  /// What it is at the time that was asked about.
  package let status: CodeStatus
}
