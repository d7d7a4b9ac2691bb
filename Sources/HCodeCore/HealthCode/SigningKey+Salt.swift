import HCodeBase

extension SigningKey {
  /// The salt for a yellow or red code that has to come out the same when it is issued again: 16 bytes that a keyed BLAKE2b
  /// (RFC 7693) gives for the claims without it. The key is derived from the seed and used for nothing else, so that nobody
  /// without the secret key can tell the salt from a random one; other claims have another. Nil without guarded memory.
  package func salt(for claims: HealthClaims) -> [UInt8]? {
    salt(over: claims.cbor.encoded)
  }
}
