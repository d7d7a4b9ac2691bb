package import HCodeBase
package import HCodeCore

/// Counters of a registry and its totals by status.
package struct RegistrySummary: Sendable {
  /// Indexes handed out.
  package let used: UInt32
  /// Codes recorded.
  package let recorded: Int64
  /// How many codes have each status now. A code that was never changed counts as signed.
  package let counts: [CodeStatus: Int]
  /// When the last list was made, and the SHA-256 of its bytes, not compressed.
  package let lastList: (issued: Timestamp, digest: [UInt8])?
}
