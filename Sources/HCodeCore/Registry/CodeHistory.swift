/// What a change has to say for itself.
public struct ChangeNote: Hashable, Sendable {
  /// Why: for red one of the words of `StatusReason`, otherwise a short text.
  public let why: String
  /// Who ordered it: the legal authority or the order's number.
  public let authority: String
  /// When.
  public let at: Timestamp

  /// Refuses texts that cannot be shown or have more than 96 bytes (docs/format.md §3, `text96`).
  public init?(why: String, authority: String, at: Timestamp) {
    guard HealthText.fault(in: why, maximumBytes: 96) == nil,
      HealthText.fault(in: authority, maximumBytes: 96) == nil
    else { return nil }
    self.why = why
    self.authority = authority
    self.at = at
  }
}

/// What a registry knows of one index.
public struct CodeHistory: Sendable {
  /// The code, if it was recorded: an index that was handed out in a block and used by hand was not.
  public let code: RegisteredCode?
  /// Every change, oldest first.
  public let changes: [(status: CodeStatus, note: ChangeNote)]
  /// What it is now.
  public var status: CodeStatus { changes.last?.status ?? .asSigned }
}

/// How a registry stands.
public struct RegistrySummary: Sendable {
  /// Indexes handed out.
  public let used: UInt32
  /// Codes recorded.
  public let recorded: Int64
  /// How many codes have each status now; what was never changed is as signed.
  public let counts: [CodeStatus: Int]
  /// When the last list was made, and the SHA-256 of its bytes, not compressed.
  public let lastList: (issued: Timestamp, digest: [UInt8])?
}
