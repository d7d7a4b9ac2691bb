import HCodeBase
package import HCodeCore

/// A withdrawn key that is known here. Its signature tells a code that it signed from a forged one.
package struct WithdrawnKey: Hashable, Sendable {
  /// The key.
  package let publicKey: Ed25519PublicKey
  /// Whose it was.
  package let issuer: IssuerIdentifier
  /// Who withdrew it, and when.
  package let withdrawal: Withdrawal

  var cbor: CBORValue {
    .array([.bytes(publicKey.bytes), .text(issuer.description), withdrawal.cbor])
  }

  init(publicKey: Ed25519PublicKey, issuer: IssuerIdentifier, withdrawal: Withdrawal) {
    self.publicKey = publicKey
    self.issuer = issuer
    self.withdrawal = withdrawal
  }

  init?(_ value: CBORValue) {
    guard case .array(let parts) = value, parts.count == 3,
      let publicKey = parts[0].byteString.flatMap({ Ed25519PublicKey(bytes: $0) }),
      let issuer = parts[1].textString.flatMap({ IssuerIdentifier($0) }),
      let withdrawal = Withdrawal(parts[2])
    else { return nil }
    self.init(publicKey: publicKey, issuer: issuer, withdrawal: withdrawal)
  }
}
