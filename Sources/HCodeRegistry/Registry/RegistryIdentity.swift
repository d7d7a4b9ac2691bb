package import HCodeCore

/// Which codes a registry is of.
package struct RegistryIdentity: Hashable, Sendable {
  /// Who signs them.
  package let issuer: IssuerIdentifier
  /// The code key's id.
  package let keyIdentifier: KeyIdentifier
  /// The name of their status list.
  package let uri: StatusListURI
  /// How many indexes there are; also what the list speaks of.
  package let capacity: UInt32

  /// An identity from its parts; nil when the capacity is not 1 to `StatusList.maximumCount`.
  package init?(
    issuer: IssuerIdentifier, keyIdentifier: KeyIdentifier, uri: StatusListURI, capacity: UInt32
  ) {
    guard capacity >= 1, capacity <= StatusList.maximumCount else { return nil }
    self.issuer = issuer
    self.keyIdentifier = keyIdentifier
    self.uri = uri
    self.capacity = capacity
  }
}
