package import HCodeBase
package import HCodeCore

/// What a change has to say for itself.
package struct ChangeNote: Hashable, Sendable {
  /// Why: for red one of the words of `StatusReason`, otherwise a short text.
  package let why: String
  /// Who ordered it: the legal authority or the order's number.
  package let authority: String
  /// When.
  package let at: Timestamp

  /// Refuses texts that cannot be shown or have more than 96 bytes (docs/format.md §3, `text96`).
  package init?(why: String, authority: String, at: Timestamp) {
    guard HealthText.fault(in: why, maximumBytes: 96) == nil,
      HealthText.fault(in: authority, maximumBytes: 96) == nil
    else { return nil }
    self.why = why
    self.authority = authority
    self.at = at
  }
}

/// What a registry knows of one index.
package struct CodeHistory: Sendable {
  /// The code, if it was recorded: an index that was handed out in a block and used by hand was not.
  package let code: RegisteredCode?
  /// Every change, oldest first.
  package let changes: [(status: CodeStatus, note: ChangeNote)]
  /// What it is now.
  package var status: CodeStatus { changes.last?.status ?? .asSigned }
}

/// How a registry stands.
package struct RegistrySummary: Sendable {
  /// Indexes handed out.
  package let used: UInt32
  /// Codes recorded.
  package let recorded: Int64
  /// How many codes have each status now; what was never changed is as signed.
  package let counts: [CodeStatus: Int]
  /// When the last list was made, and the SHA-256 of its bytes, not compressed.
  package let lastList: (issued: Timestamp, digest: [UInt8])?
}
