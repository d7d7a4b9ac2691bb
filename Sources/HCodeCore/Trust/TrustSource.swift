/// Where a verifier finds keys, the status of codes and the rules of the place: a store, key files, or both.
public protocol TrustSource: ForeignTrust, RuleSource {
  /// Every way in which the key of that id is believed, the first to be preferred; none for an unknown key.
  func keys(_ identifier: KeyIdentifier) throws(TrustFailure) -> [TrustedKey]
  /// The status of a code in a list that is held; nil when the list is too short for the index.
  func status(of index: UInt32, in list: StatusListFacts) throws(TrustFailure) -> CodeStatus?
  /// Whether a log that is held has an entry under that key of its index.
  func isLogged(_ key: [UInt8], in log: LogFacts) throws(TrustFailure) -> Bool
  /// When the newest signed file that is held was issued; nil when nothing signed is held.
  var newestSigned: Timestamp? { get }
}

/// What is held cannot be read; what exactly, and what to do.
public struct TrustFailure: Error, Equatable, Sendable {
  /// What is wrong.
  public let detail: String

  /// A failure with that text.
  public init(_ detail: String) { self.detail = detail }
}

/// A key that codes are believed by.
public enum TrustedKey: Hashable, Sendable {
  /// From a key file that the operator trusts as it is: a trust list of one, without grants, without status list.
  case bare(IssuerKey)
  /// From a signed list.
  case listed(TrustRoute)

  /// Who signs with it.
  public var issuer: IssuerIdentifier {
    switch self {
    case .bare(let key): key.issuer
    case .listed(let route): route.issuer
    }
  }

  /// The key.
  public var publicKey: Ed25519PublicKey {
    switch self {
    case .bare(let key): key.publicKey
    case .listed(let route): route.key.publicKey
    }
  }

  /// From when it may sign.
  public var notBefore: Timestamp {
    switch self {
    case .bare(let key): key.created
    case .listed(let route): route.key.notBefore
    }
  }

  /// Nothing signed with it is accepted from then on.
  public var until: Timestamp {
    switch self {
    case .bare(let key): key.expires
    case .listed(let route): route.key.until
    }
  }

  /// The issuer's name for people, in that language if the list has it.
  public func name(in language: String) -> String {
    switch self {
    case .bare(let key): key.name
    case .listed(let route): route.names.name(in: language)
    }
  }

  /// How it came to be believed; nil for a bare key.
  public var route: TrustRoute? { if case .listed(let route) = self { route } else { nil } }
}

extension TrustedKeys: TrustSource {
  /// The one key of that id.
  public func keys(_ identifier: KeyIdentifier) -> [TrustedKey] {
    self[identifier].map { [.bare($0)] } ?? []
  }

  /// Key files come without status lists.
  public func status(of index: UInt32, in list: StatusListFacts) -> CodeStatus? { nil }

  /// Key files come without logs.
  public func isLogged(_ key: [UInt8], in log: LogFacts) -> Bool { false }

  /// Key files are not signed.
  public var newestSigned: Timestamp? { nil }

  /// Key files come without rules.
  public func rules(over payload: BusinessRule.Payload) -> [RulesInForce] { [] }

  /// Key files are our own format's.
  public func foreignRecords(_ name: ForeignKeyName) -> [ForeignRecord] { [] }
}
