import HCodeBase

extension KeyAgreement {
  /// Signs that the authority may list the key, as one of the key's issuer and for that use.
  package init(
    of key: SigningKey, with authority: IssuerIdentifier, use: Use
  ) throws(SigningKey.SigningError) {
    let signature = try key.signature(
      over: Self.structure(
        authority, key.issuerKey.issuer, use, key: key.issuerKey.publicKey.identifier))
    guard let made = Self(authority: authority, use: use, signature: signature) else {
      throw .signatureDoesNotVerify
    }
    self = made
  }

  /// Whether the key made it, as one of that issuer.
  package func holds(for key: Ed25519PublicKey, of issuer: IssuerIdentifier) -> Bool {
    key.verifies(
      signature: signature,
      message: Self.structure(authority, issuer, use, key: key.identifier))
  }

  /// Sig_structure of RFC 9052 §4.4 over `[authority, issuer, use]`.
  private static func structure(
    _ authority: IssuerIdentifier, _ issuer: IssuerIdentifier, _ use: Use, key: KeyIdentifier
  ) -> [UInt8] {
    COSESign1.signatureStructure(
      protected: COSEProtectedHeader(algorithm: .ed25519, keyIdentifier: key, type: type).encoded,
      payload: CBORValue.array([
        .text(authority.description), .text(issuer.description), .unsigned(use.rawValue),
      ]).encoded)
  }
}
