package import HCodeBase

/// A key that is trusted for posters, or for shares and lists of exposures.
package struct VenueKey: Sendable {
  /// The key.
  package let publicKey: Ed25519PublicKey
  /// Whose it is.
  package let issuer: IssuerIdentifier
  /// What it signs.
  package let use: KeyAgreement.Use
  /// From when it may sign.
  package let notBefore: Timestamp
  /// Nothing signed with it is accepted from then on.
  package let until: Timestamp

  /// A key from its parts.
  package init(
    publicKey: Ed25519PublicKey, issuer: IssuerIdentifier, use: KeyAgreement.Use,
    notBefore: Timestamp, until: Timestamp
  ) {
    self.publicKey = publicKey
    self.issuer = issuer
    self.use = use
    self.notBefore = notBefore
    self.until = until
  }

  /// Whether a file of that time lies within the key's validity (rules 13a and 13b of docs/venue.md).
  func check(_ time: Timestamp) throws(VenueRefusal) {
    guard time >= notBefore else {
      throw VenueRefusal(.beforeKey, "it is older than key \(publicKey.identifier.hex)")
    }
    guard time < until else {
      throw VenueRefusal(.keyExpired, "key \(publicKey.identifier.hex) had ended")
    }
  }
}

/// Looks a key up by its id; nil when it is not known.
package typealias VenueKeys = (KeyIdentifier) -> VenueKey?
