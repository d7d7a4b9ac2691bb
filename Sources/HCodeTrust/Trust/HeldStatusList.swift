package import HCodeBase
package import HCodeCore

/// A status list and the authority whose trust list names it.
package struct StatusListName: Hashable, Sendable {
  /// The authority.
  package let authority: IssuerIdentifier
  /// The status list.
  package let uri: StatusListURI
}

extension StatusListName: Comparable {
  /// By authority, then by name.
  package static func < (a: StatusListName, b: StatusListName) -> Bool {
    a.authority == b.authority
      ? a.uri.description.utf8.lexicographicallyPrecedes(b.uri.description.utf8)
      : a.authority < b.authority
  }
}

/// A status list that was taken: what it was, and under which digest its bits are kept.
package struct HeldStatusList: Hashable, Sendable {
  /// What a verdict needs of it.
  package var facts: StatusListFacts
  /// Who signed it.
  package var signer: KeyIdentifier
  /// How many codes it speaks of.
  package var count: Int
  /// Where it came from, when that was a URL.
  package var url: String?
}

/// A bundle that was taken.
package struct HeldSnapshot: Hashable, Sendable {
  /// When it was made.
  package var issued: Timestamp
  /// SHA-256 of what was signed.
  package var payloadDigest: Digest
}
