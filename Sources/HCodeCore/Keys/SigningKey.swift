/// An issuer's secret key, opened, in guarded memory.
public struct SigningKey: Sendable {
  /// The issuer's public half, with its name and validity.
  public let issuerKey: IssuerKey
  /// The public key's id, which each code names.
  public let keyIdentifier: KeyIdentifier
  private let secretKey: GuardedBytes
  private let saltKey: GuardedBytes?

  /// Why a key cannot sign.
  public enum SigningError: Error, Equatable, Sendable {
    /// The seed is not 32 bytes, or no guarded memory is to be had.
    case noSecretMemory
    /// The public key in the file is not the one that belongs to the secret.
    case keysDoNotMatch
    /// What was signed does not verify with the public key: a fault in memory or in the machine.
    case signatureDoesNotVerify
  }

  /// Takes the 32-byte seed (RFC 8032 §5.1.5) and checks that it belongs to the public key.
  public init(seed: GuardedBytes, issuerKey: IssuerKey) throws(SigningError) {
    guard let (publicKey, secretKey) = Sodium.keyPair(seed: seed) else { throw .noSecretMemory }
    guard publicKey == issuerKey.publicKey.bytes else { throw .keysDoNotMatch }
    self.issuerKey = issuerKey
    keyIdentifier = issuerKey.publicKey.identifier
    self.secretKey = secretKey
    saltKey = Sodium.subkey(of: seed, number: 1, context: "hc.salts")
  }

  /// The public key of a seed.
  public static func publicKey(seed: GuardedBytes) throws(SigningError) -> Ed25519PublicKey {
    guard let (bytes, _) = Sodium.keyPair(seed: seed), let key = Ed25519PublicKey(bytes: bytes)
    else { throw .noSecretMemory }
    return key
  }

  /// Signs, and verifies what was signed with the public key before handing it out: a fault while signing
  /// can give away the secret key.
  public func signature(over message: [UInt8]) throws(SigningError) -> [UInt8] {
    guard let signature = Sodium.sign(message, secretKey: secretKey),
      issuerKey.publicKey.verifies(signature: signature, message: message)
    else { throw .signatureDoesNotVerify }
    return signature
  }

  /// The salt for a yellow or red code that has to come out the same when it is issued again: 16 bytes that a keyed BLAKE2b
  /// (RFC 7693) gives for the claims without it. The key is derived from the seed and used for nothing else, so that nobody
  /// without the secret key can tell the salt from a random one; other claims have another. Nil without guarded memory.
  public func salt(for claims: HealthClaims) -> [UInt8]? {
    guard let saltKey else { return nil }
    let salt = Sodium.keyedHash(claims.cbor.encoded, key: saltKey, count: 16)
    return salt.isEmpty ? nil : salt
  }
}
