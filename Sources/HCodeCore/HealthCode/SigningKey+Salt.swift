import HCodeBase

extension SigningKey {
  /// Derives the salt of a yellow or red code that must be the same when a batch issues it again.
  ///
  /// The salt is 16 bytes of a keyed BLAKE2b (RFC 7693) over the claims without salt. Its key is derived from the seed and
  /// has no other use, so the salt looks random to anybody without the secret key. Nil without guarded memory.
  package func salt(for claims: HealthClaims) -> [UInt8]? {
    salt(over: claims.cbor.encoded)
  }
}
