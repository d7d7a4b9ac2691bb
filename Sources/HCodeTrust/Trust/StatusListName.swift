import HCodeBase
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
