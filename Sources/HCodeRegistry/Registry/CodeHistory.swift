import HCodeBase
package import HCodeCore

/// What a registry knows of one index.
package struct CodeHistory: Sendable {
  /// The code, if it was recorded: an index that was handed out in a block and used by hand was not.
  package let code: RegisteredCode?
  /// Every change, oldest first.
  package let changes: [(status: CodeStatus, note: ChangeNote)]
  /// What it is now.
  package var status: CodeStatus { changes.last?.status ?? .asSigned }
}
