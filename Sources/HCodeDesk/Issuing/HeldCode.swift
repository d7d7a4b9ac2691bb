import HCodeBase
package import HCodeCore
package import HCodeGate
package import HCodeRegistry
package import HCodeSystem
import HCodeTrust

/// A code that somebody holds up at the office: a picture or its text, with the signature of the registry's key.
package enum HeldCode {
  /// What the code says. Its key comes from the store, or from a public key file in one of the folders; the registry says which key it is,
  /// so a wrong file cannot be taken for it.
  ///
  /// Throws `HeldCodeError`, and what reading a picture throws.
  package static func claims(
    _ input: FileName, of identity: RegistryIdentity, store: TrustStore, beside folders: [FileName]
  ) throws -> HealthClaims {
    let code = try decoded(input)
    guard code.header.keyIdentifier == identity.keyIdentifier else {
      throw HeldCodeError.otherKey(code.header.keyIdentifier, registry: identity.keyIdentifier).in(
        input)
    }
    guard let key = publicKey(identity.keyIdentifier, store, folders) else {
      throw HeldCodeError.keyNotHere(identity.keyIdentifier).in(input)
    }
    guard code.message.isSigned(by: key) else { throw HeldCodeError.notSigned.in(input) }
    let claims: HealthClaims
    do { claims = try code.unverifiedClaims() } catch {
      throw HeldCodeError.malformed(error).in(input)
    }
    guard claims.issuer == identity.issuer else { throw HeldCodeError.notSigned.in(input) }
    return claims
  }

  /// The key that the code names; its signature is not checked.
  package static func keyIdentifier(_ input: FileName) throws -> KeyIdentifier {
    try decoded(input).header.keyIdentifier
  }

  private static func decoded(_ input: FileName) throws -> UnverifiedCode {
    do { return try HealthCode.decode(try CodeTexts.only(input)) } catch let fault as MalformedCode
    {
      throw HeldCodeError.malformed(fault).in(input)
    }
  }

  private static func publicKey(
    _ identifier: KeyIdentifier, _ store: TrustStore, _ folders: [FileName]
  ) -> Ed25519PublicKey? {
    // A store that cannot be read says nothing: the files beside may.
    if store.exists, let key = try? store.holdings().keyRecords[identifier]?.keys.first {
      return key.publicKey
    }
    for folder in folders {
      for name in folder.entries() ?? [] where name.suffix(4).elementsEqual(".pub".utf8) {
        let key = try? PublicKey.read(folder.appending(name)).publicKey
        if let key, key.identifier == identifier { return key }
      }
    }
    return nil
  }
}
