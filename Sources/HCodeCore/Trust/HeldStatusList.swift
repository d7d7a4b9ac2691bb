/// A status list and the authority whose trust list names it.
public struct StatusListName: Hashable, Sendable {
  /// The authority.
  public let authority: IssuerIdentifier
  /// The status list.
  public let uri: StatusListURI
}

extension StatusListName: Comparable {
  /// By authority, then by name.
  public static func < (a: StatusListName, b: StatusListName) -> Bool {
    a.authority == b.authority
      ? a.uri.description.utf8.lexicographicallyPrecedes(b.uri.description.utf8)
      : a.authority < b.authority
  }
}

/// A status list that was taken: what it was, and under which digest its bits are kept.
public struct HeldStatusList: Hashable, Sendable {
  /// What a verdict needs of it.
  public var facts: StatusListFacts
  /// Who signed it.
  public var signer: KeyIdentifier
  /// How many codes it speaks of.
  public var count: Int
  /// Where it came from, when that was a URL.
  public var url: String?
}

/// A bundle that was taken.
public struct HeldSnapshot: Hashable, Sendable {
  /// When it was made.
  public var issued: Timestamp
  /// SHA-256 of what was signed.
  public var payloadDigest: Digest
}
