import HCodeBase
package import HCodeCore

/// A code and what it is now.
package struct FoundCode: Hashable, Sendable {
  /// The record.
  package let code: RegisteredCode
  /// Its status now.
  package let status: CodeStatus
}
