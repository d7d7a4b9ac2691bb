internal import CSodium

/// libsodium, which this folder alone calls: Ed25519, SHA-2, Argon2id, secretbox, ChaCha20-Poly1305 and randomness.
package enum Sodium {
  /// libsodium wants one call before any other, from one thread; a `static let` is exactly that.
  static let isReady: Bool = sodium_init() >= 0

  /// The library's own version, for `hcode --version`.
  package static var version: String { String(cString: sodium_version_string()) }

  // MARK: Ed25519 (RFC 8032)

  /// Whether the signature is that key's over the message. libsodium refuses a non-canonical S, a
  /// non-canonical R and points of small order.
  package static func verify(signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
    guard isReady, signature.count == Int(crypto_sign_BYTES),
      publicKey.count == Int(crypto_sign_PUBLICKEYBYTES)
    else { return false }
    return crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
  }

  /// Whether these are the canonical bytes of a point in the main subgroup.
  package static func isStrongPublicKey(_ publicKey: [UInt8]) -> Bool {
    isReady && publicKey.count == Int(crypto_core_ed25519_BYTES)
      && crypto_core_ed25519_is_valid_point(publicKey) == 1
  }

  /// The public key that belongs to a seed, and the secret key in guarded memory.
  package static func keyPair(seed: GuardedBytes) -> (publicKey: [UInt8], secretKey: GuardedBytes)?
  {
    guard isReady, seed.count == Int(crypto_sign_SEEDBYTES),
      let secretKey = GuardedBytes(count: Int(crypto_sign_SECRETKEYBYTES))
    else { return nil }
    var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
    let status = crypto_sign_seed_keypair(&publicKey, secretKey.pointer, seed.pointer)
    return status == 0 ? (publicKey, secretKey) : nil
  }

  /// The 64 bytes of a detached signature.
  package static func sign(_ message: [UInt8], secretKey: GuardedBytes) -> [UInt8]? {
    guard isReady, secretKey.count == Int(crypto_sign_SECRETKEYBYTES) else { return nil }
    var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
    let status = crypto_sign_detached(
      &signature, nil, message, UInt64(message.count), secretKey.pointer)
    return status == 0 ? signature : nil
  }

  // MARK: Hash and randomness

  /// SHA-256, 32 bytes.
  package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    return digest
  }

  /// SHA-256 of bytes where they stand.
  static func sha256(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256(&digest, bytes.baseAddress, UInt64(bytes.count))
    return digest
  }

  /// SHA-256 of guarded bytes.
  package static func sha256(_ bytes: GuardedBytes) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256(&digest, bytes.pointer, UInt64(bytes.count))
    return digest
  }

  /// SHA-256 of some bytes and a secret after them, itself a secret; nil without memory to lock.
  package static func sha256(_ bytes: [UInt8], then secret: GuardedBytes) -> GuardedBytes? {
    guard isReady, let digest = GuardedBytes(count: Int(crypto_hash_sha256_BYTES)) else {
      return nil
    }
    var state = crypto_hash_sha256_state()
    defer { sodium_memzero(&state, MemoryLayout<crypto_hash_sha256_state>.size) }
    crypto_hash_sha256_init(&state)
    crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
    crypto_hash_sha256_update(&state, secret.pointer, UInt64(secret.count))
    crypto_hash_sha256_final(&state, digest.pointer)
    return digest
  }

  /// SHA-512, 64 bytes.
  package static func sha512(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha512_BYTES))
    crypto_hash_sha512(&digest, bytes, UInt64(bytes.count))
    return digest
  }

  /// The first 8 bytes, little-endian, of the keyed BLAKE2b (RFC 7693) of a number, 16 bytes long: a pseudo-random function.
  package static func keyedHash(_ number: UInt64, key: GuardedBytes) -> UInt64 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { hash in
      guard isReady, let start = hash.baseAddress else { return 0 }
      withUnsafeBytes(of: number.littleEndian) { input in
        let bytes = input.bindMemory(to: UInt8.self)
        _ = crypto_generichash(
          start, hash.count, bytes.baseAddress, UInt64(bytes.count), key.pointer, key.count)
      }
      return UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
    }
  }

  /// A key for another purpose, 32 bytes, by libsodium's `crypto_kdf`: BLAKE2b keyed with these 32, the number as its salt and
  /// eight characters of context as its personalisation.
  package static func subkey(of key: GuardedBytes, number: UInt64, context: String) -> GuardedBytes?
  {
    guard isReady, key.count == Int(crypto_kdf_KEYBYTES),
      context.utf8.count == Int(crypto_kdf_CONTEXTBYTES), let subkey = GuardedBytes(count: 32)
    else { return nil }
    let status = crypto_kdf_derive_from_key(
      subkey.pointer, subkey.count, number, context, key.pointer)
    return status == 0 ? subkey : nil
  }

  /// The keyed BLAKE2b (RFC 7693) of bytes, 16 to 64 long; empty for a key or length that it does not take.
  package static func keyedHash(_ bytes: [UInt8], key: GuardedBytes, count: Int) -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: count)
    guard isReady,
      crypto_generichash(&hash, count, bytes, UInt64(bytes.count), key.pointer, key.count) == 0
    else { return [] }
    return hash
  }

  /// That many bytes from the system's generator.
  package static func random(count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    if isReady { randombytes_buf(&bytes, count) }
    return bytes
  }

  // MARK: ChaCha20-Poly1305 (RFC 8439)

  /// The bytes by which a sealed message is longer.
  package static let tagBytes = Int(crypto_aead_chacha20poly1305_ietf_ABYTES)
  private static let zeroNonce = [UInt8](
    repeating: 0, count: Int(crypto_aead_chacha20poly1305_ietf_NPUBBYTES))

  /// Seals a message with a key of 32 bytes that seals nothing else: the nonce is zero, and there is no associated data.
  package static func sealOnce(_ message: [UInt8], key: GuardedBytes) -> [UInt8]? {
    guard isReady, key.count == Int(crypto_aead_chacha20poly1305_ietf_KEYBYTES) else { return nil }
    var sealed = [UInt8](repeating: 0, count: message.count + tagBytes)
    let status = crypto_aead_chacha20poly1305_ietf_encrypt(
      &sealed, nil, message, UInt64(message.count), nil, 0, nil, zeroNonce, key.pointer)
    return status == 0 ? sealed : nil
  }

  /// The message; nil when the key is another one or the seal is broken.
  package static func openOnce(_ sealed: [UInt8], key: [UInt8]) -> [UInt8]? {
    guard isReady, key.count == Int(crypto_aead_chacha20poly1305_ietf_KEYBYTES),
      sealed.count >= tagBytes
    else { return nil }
    var message = [UInt8](repeating: 0, count: sealed.count - tagBytes)
    let status = crypto_aead_chacha20poly1305_ietf_decrypt(
      &message, nil, nil, sealed, UInt64(sealed.count), nil, 0, zeroNonce, key)
    return status == 0 ? message : nil
  }

  // MARK: Sealing a secret key

  /// The cost of Argon2id: passes and bytes of memory.
  package struct PassphraseCost: Equatable {
    package var passes: UInt32
    package var memory: UInt64

    package init(passes: UInt32, memory: UInt64) {
      self.passes = passes
      self.memory = memory
    }

    /// libsodium's MODERATE: three passes over 256 MiB, about a second.
    package static let moderate = PassphraseCost(passes: 3, memory: 268_435_456)
    /// What a key file may ask for: a damaged or hostile file cannot ask for all memory.
    package var isReasonable: Bool {
      (1...10).contains(passes) && (8 << 20...1 << 30).contains(memory)
    }
  }

  package static let saltBytes = Int(crypto_pwhash_SALTBYTES)
  package static let nonceBytes = Int(crypto_secretbox_NONCEBYTES)
  package static let sealBytes = Int(crypto_secretbox_MACBYTES)

  /// A 32-byte key out of a passphrase (Argon2id, RFC 9106); nil when memory cannot be had.
  package static func key(
    passphrase: GuardedBytes, salt: [UInt8], cost: PassphraseCost
  ) -> GuardedBytes? {
    guard isReady, salt.count == saltBytes, cost.isReasonable,
      let key = GuardedBytes(count: Int(crypto_secretbox_KEYBYTES))
    else { return nil }
    let status = passphrase.pointer.withMemoryRebound(to: CChar.self, capacity: passphrase.count) {
      crypto_pwhash(
        key.pointer, UInt64(key.count), $0, UInt64(passphrase.count), salt,
        UInt64(cost.passes), Int(cost.memory), crypto_pwhash_ALG_ARGON2ID13)
    }
    return status == 0 ? key : nil
  }

  /// XSalsa20-Poly1305 of the secret, 16 bytes longer than it.
  package static func seal(_ secret: GuardedBytes, nonce: [UInt8], key: GuardedBytes) -> [UInt8]? {
    guard isReady, nonce.count == nonceBytes else { return nil }
    var box = [UInt8](repeating: 0, count: secret.count + sealBytes)
    let status = crypto_secretbox_easy(
      &box, secret.pointer, UInt64(secret.count), nonce, key.pointer)
    return status == 0 ? box : nil
  }

  /// The secret, in guarded memory; nil when the key is wrong or the box was changed.
  package static func open(_ box: [UInt8], nonce: [UInt8], key: GuardedBytes) -> GuardedBytes? {
    guard isReady, nonce.count == nonceBytes, box.count > sealBytes,
      let secret = GuardedBytes(count: box.count - sealBytes)
    else { return nil }
    let status = crypto_secretbox_open_easy(
      secret.pointer, box, UInt64(box.count), nonce, key.pointer)
    return status == 0 ? secret : nil
  }
}
