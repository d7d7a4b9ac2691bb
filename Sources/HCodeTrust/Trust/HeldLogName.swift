import HCodeBase
package import HCodeCore

/// A log and the authority whose trust list names it.
package struct HeldLogName: Hashable, Comparable, Sendable {
  /// The authority.
  package let authority: IssuerIdentifier
  /// The log's name.
  package let origin: NoteName

  /// By authority, then by name.
  package static func < (a: HeldLogName, b: HeldLogName) -> Bool {
    a.authority == b.authority
      ? a.origin.description.utf8.lexicographicallyPrecedes(b.origin.description.utf8)
      : a.authority < b.authority
  }
}
