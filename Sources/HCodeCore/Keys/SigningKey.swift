package import HCodeBase

/// An issuer's secret key, opened, in guarded memory.
package struct SigningKey: Sendable {
  /// The issuer's public half, with its name and validity.
  package let issuerKey: IssuerKey
  /// The public key's id, which each code names.
  package let keyIdentifier: KeyIdentifier
  private let secretKey: GuardedBytes
  private let saltKey: GuardedBytes?

  /// Why a key cannot sign.
  package enum SigningError: Error, Equatable, Sendable {
    /// The seed is not 32 bytes, or there is no guarded memory.
    case noSecretMemory
    /// The public key in the file is not the one that belongs to the secret.
    case keysDoNotMatch
    /// What was signed does not verify with the public key: a fault in memory or in the machine.
    case signatureDoesNotVerify
  }

  /// Takes the 32-byte seed (RFC 8032 §5.1.5) and checks that it belongs to the public key.
  package init(seed: GuardedBytes, issuerKey: IssuerKey) throws(SigningError) {
    guard let (publicKey, secretKey) = Sodium.keyPair(seed: seed) else { throw .noSecretMemory }
    guard publicKey == issuerKey.publicKey.bytes else { throw .keysDoNotMatch }
    self.issuerKey = issuerKey
    keyIdentifier = issuerKey.publicKey.identifier
    self.secretKey = secretKey
    saltKey = Sodium.subkey(of: seed, number: 1, context: "hc.salts")
  }

  /// The public key of a seed.
  package static func publicKey(seed: GuardedBytes) throws(SigningError) -> Ed25519PublicKey {
    guard let (bytes, _) = Sodium.keyPair(seed: seed), let key = Ed25519PublicKey(bytes: bytes)
    else { throw .noSecretMemory }
    return key
  }

  /// Signs, then verifies the signature before returning it. A faulty signature can give away the secret key.
  package func signature(over message: [UInt8]) throws(SigningError) -> [UInt8] {
    guard let signature = Sodium.sign(message, secretKey: secretKey),
      issuerKey.publicKey.verifies(signature: signature, message: message)
    else { throw .signatureDoesNotVerify }
    return signature
  }

  /// Derives 16 bytes from these bytes that nobody can compute without this key: BLAKE2b (RFC 7693) under a key derived
  /// from the seed. Nil without guarded memory.
  func salt(over bytes: [UInt8]) -> [UInt8]? {
    guard let saltKey else { return nil }
    let salt = Sodium.keyedHash(bytes, key: saltKey, count: 16)
    return salt.isEmpty ? nil : salt
  }
}
