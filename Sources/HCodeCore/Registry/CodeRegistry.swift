/// What an issuer has to remember between codes: which indexes are given away, what stands under them, what became of them.
///
/// It belongs to one code key. `Registry` keeps it in one SQLite file; another place to keep it has to promise the same:
/// no index twice, whatever dies when, and changes all or nothing.
public protocol CodeRegistry {
  /// Whose codes these are.
  var identity: RegistryIdentity { get }

  /// Takes that many indexes for ever, in the order to use them in. They are taken before this returns, so a crash
  /// leaves some unused and none used twice. Throws `.full` when fewer are left, and takes none then.
  func allocate(count: UInt32) throws(RegistryError) -> [UInt32]

  /// Notes a code that was signed. Throws `.alreadyRecorded` for an index that has one, or was never handed out.
  func record(_ code: RegisteredCode) throws(RegistryError)

  /// Makes all of these codes worse, or none. Returns how many had another status before. Throws `.neverIssued` and
  /// `.wouldImprove`.
  func set(_ status: CodeStatus, of indexes: [UInt32], _ note: ChangeNote) throws(RegistryError)
    -> Int

  /// Makes all of these codes as signed again, or none: those that were revoked or suspended by mistake. Throws
  /// `.neverIssued` and `.nothingToClear`.
  func clear(_ indexes: [UInt32], _ note: ChangeNote) throws(RegistryError)

  /// What is known of a code. Throws `.neverIssued`.
  func history(of index: UInt32) throws(RegistryError) -> CodeHistory

  /// How it stands.
  func summary() throws(RegistryError) -> RegistrySummary

  /// The list to publish next, over the whole capacity, and notes that it was made at that time. Throws `.notLater`
  /// when the last one was made then or after.
  func nextList(at issued: Timestamp) throws(RegistryError) -> StatusList
}

/// Which codes a registry is of.
public struct RegistryIdentity: Hashable, Sendable {
  /// Who signs them.
  public let issuer: IssuerIdentifier
  /// The code key's id.
  public let keyIdentifier: KeyIdentifier
  /// The name of their status list.
  public let uri: StatusListURI
  /// How many indexes there are; also what the list speaks of.
  public let capacity: UInt32

  /// An identity from its parts; nil when the capacity is not 1 to `StatusList.maximumCount`.
  public init?(
    issuer: IssuerIdentifier, keyIdentifier: KeyIdentifier, uri: StatusListURI, capacity: UInt32
  ) {
    guard capacity >= 1, capacity <= StatusList.maximumCount else { return nil }
    self.issuer = issuer
    self.keyIdentifier = keyIdentifier
    self.uri = uri
    self.capacity = capacity
  }
}

/// What an issuer keeps of a code. No name, no birth date: a registry that is stolen tells nothing of anybody.
public struct RegisteredCode: Hashable, Sendable {
  /// Claim 7.
  public let index: UInt32
  /// Claim 6.
  public let issued: Timestamp
  /// Claim 4.
  public let expires: Timestamp
  /// The colour that was signed.
  public let status: HealthStatus

  /// A code from its parts.
  public init(index: UInt32, issued: Timestamp, expires: Timestamp, status: HealthStatus) {
    self.index = index
    self.issued = issued
    self.expires = expires
    self.status = status
  }
}

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
