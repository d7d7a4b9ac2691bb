package import HCodeBase
package import HCodeCore

/// Something that a list may say, but that its signers should know before they sign.
package enum TrustListConcern: Hashable, Sendable {
  /// One root key alone can sign the next list.
  case singleSignature
  /// The list, an issuer or a recognised authority has its sunset before the list ends; nil for the list.
  case sunset(of: IssuerIdentifier?, Timestamp)
  /// The key ended before the list was made.
  case endedKey(KeyIdentifier, of: IssuerIdentifier, Timestamp)
  /// The key ends before the list does.
  case endingKey(KeyIdentifier, of: IssuerIdentifier, Timestamp)
  /// No code of the key can ever be changed.
  case noStatusList(KeyIdentifier, of: IssuerIdentifier)
  /// No key in the list may sign the status list of its codes.
  case unsignableStatusList(StatusListURI, of: IssuerIdentifier)
}
