package import HCodeCore

/// A name together with the authority whose trust list gives it: no authority can speak for a status list or log of another.
package struct Attributed<Name: Hashable & Sendable & CustomStringConvertible>: Hashable, Sendable {
  /// The authority.
  package let authority: IssuerIdentifier
  /// The name that its list gives.
  package let name: Name

  /// A name in the lists of that authority.
  package init(_ name: Name, of authority: IssuerIdentifier) {
    self.authority = authority
    self.name = name
  }
}

extension Attributed: Comparable {
  /// By authority, then by name, bytewise.
  package static func < (a: Attributed, b: Attributed) -> Bool {
    a.authority == b.authority
      ? a.name.description.utf8.lexicographicallyPrecedes(b.name.description.utf8)
      : a.authority < b.authority
  }
}
