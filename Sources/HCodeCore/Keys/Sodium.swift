internal import CSodium

/// libsodium, the only place that calls it: Ed25519, SHA-256, Argon2id, secretbox, randomness, guarded
/// memory and the constant spellings of bytes.
enum Sodium {
  /// libsodium wants one call before any other, from one thread; a `static let` is exactly that.
  private static let isReady: Bool = sodium_init() >= 0

  /// The library's own version, for `hcode --version`.
  static var version: String { String(cString: sodium_version_string()) }

  // MARK: Ed25519 (RFC 8032)

  /// Whether the signature is that key's over the message. libsodium refuses a non-canonical S, a
  /// non-canonical R and points of small order.
  static func verify(signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
    guard isReady, signature.count == Int(crypto_sign_BYTES),
      publicKey.count == Int(crypto_sign_PUBLICKEYBYTES)
    else { return false }
    return crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
  }

  /// Whether these are the canonical bytes of a point in the main subgroup.
  static func isStrongPublicKey(_ publicKey: [UInt8]) -> Bool {
    isReady && publicKey.count == Int(crypto_core_ed25519_BYTES)
      && crypto_core_ed25519_is_valid_point(publicKey) == 1
  }

  /// The public key that belongs to a seed, and the secret key in guarded memory.
  static func keyPair(seed: GuardedBytes) -> (publicKey: [UInt8], secretKey: GuardedBytes)? {
    guard isReady, seed.count == Int(crypto_sign_SEEDBYTES),
      let secretKey = GuardedBytes(count: Int(crypto_sign_SECRETKEYBYTES))
    else { return nil }
    var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
    let status = crypto_sign_seed_keypair(&publicKey, secretKey.pointer, seed.pointer)
    return status == 0 ? (publicKey, secretKey) : nil
  }

  /// The 64 bytes of a detached signature.
  static func sign(_ message: [UInt8], secretKey: GuardedBytes) -> [UInt8]? {
    guard isReady, secretKey.count == Int(crypto_sign_SECRETKEYBYTES) else { return nil }
    var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
    let status = crypto_sign_detached(
      &signature, nil, message, UInt64(message.count), secretKey.pointer)
    return status == 0 ? signature : nil
  }

  // MARK: Hash and randomness

  /// SHA-256, 32 bytes.
  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    return digest
  }

  /// SHA-256 of guarded bytes.
  static func sha256(_ bytes: GuardedBytes) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256(&digest, bytes.pointer, UInt64(bytes.count))
    return digest
  }

  /// The first 8 bytes, little-endian, of the keyed BLAKE2b (RFC 7693) of a number, 16 bytes long: a pseudo-random function.
  static func keyedHash(_ number: UInt64, key: GuardedBytes) -> UInt64 {
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
  static func subkey(of key: GuardedBytes, number: UInt64, context: String) -> GuardedBytes? {
    guard isReady, key.count == Int(crypto_kdf_KEYBYTES),
      context.utf8.count == Int(crypto_kdf_CONTEXTBYTES), let subkey = GuardedBytes(count: 32)
    else { return nil }
    let status = crypto_kdf_derive_from_key(
      subkey.pointer, subkey.count, number, context, key.pointer)
    return status == 0 ? subkey : nil
  }

  /// The keyed BLAKE2b (RFC 7693) of bytes, 16 to 64 long; empty for a key or length that it does not take.
  static func keyedHash(_ bytes: [UInt8], key: GuardedBytes, count: Int) -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: count)
    guard isReady,
      crypto_generichash(&hash, count, bytes, UInt64(bytes.count), key.pointer, key.count) == 0
    else { return [] }
    return hash
  }

  /// That many bytes from the system's generator.
  static func random(count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    if isReady { randombytes_buf(&bytes, count) }
    return bytes
  }

  // MARK: Sealing a secret key

  /// The cost of Argon2id: passes and bytes of memory.
  struct PassphraseCost: Equatable {
    var passes: UInt32
    var memory: UInt64
    /// libsodium's MODERATE: three passes over 256 MiB, about a second.
    static let moderate = PassphraseCost(passes: 3, memory: 268_435_456)
    /// What a key file may ask for: a damaged or hostile file cannot ask for all memory.
    var isReasonable: Bool {
      (1...10).contains(passes) && (8 << 20...1 << 30).contains(memory)
    }
  }

  static let saltBytes = Int(crypto_pwhash_SALTBYTES)
  static let nonceBytes = Int(crypto_secretbox_NONCEBYTES)
  static let sealBytes = Int(crypto_secretbox_MACBYTES)

  /// A 32-byte key out of a passphrase (Argon2id, RFC 9106); nil when memory cannot be had.
  static func key(
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
  static func seal(_ secret: GuardedBytes, nonce: [UInt8], key: GuardedBytes) -> [UInt8]? {
    guard isReady, nonce.count == nonceBytes else { return nil }
    var box = [UInt8](repeating: 0, count: secret.count + sealBytes)
    let status = crypto_secretbox_easy(
      &box, secret.pointer, UInt64(secret.count), nonce, key.pointer)
    return status == 0 ? box : nil
  }

  /// The secret, in guarded memory; nil when the key is wrong or the box was changed.
  static func open(_ box: [UInt8], nonce: [UInt8], key: GuardedBytes) -> GuardedBytes? {
    guard isReady, nonce.count == nonceBytes, box.count > sealBytes,
      let secret = GuardedBytes(count: box.count - sealBytes)
    else { return nil }
    let status = crypto_secretbox_open_easy(
      secret.pointer, box, UInt64(box.count), nonce, key.pointer)
    return status == 0 ? secret : nil
  }

  // MARK: Spellings

  /// Lower-case hexadecimal.
  static func hex(_ bytes: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: bytes.count * 2 + 1)
    sodium_bin2hex(&text, text.count, bytes, bytes.count)
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// base64url without padding (RFC 4648 §5).
  static func base64URL(_ bytes: [UInt8]) -> String {
    encoded(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
  }

  /// base64 with padding (RFC 4648 §4).
  static func base64(_ bytes: [UInt8]) -> String {
    encoded(bytes, sodium_base64_VARIANT_ORIGINAL)
  }

  private static func encoded(_ bytes: [UInt8], _ variant: Int32) -> String {
    var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
    sodium_bin2base64(&text, text.count, bytes, bytes.count, variant)
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The bytes of a base64url text without padding; nil for any other text.
  static func bytes(base64URL text: String) -> [UInt8]? {
    bytes(of: text, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
  }

  /// The bytes of a base64 text with padding (RFC 4648 §4); nil for any other text.
  static func bytes(base64 text: String) -> [UInt8]? {
    bytes(of: text, sodium_base64_VARIANT_ORIGINAL)
  }

  /// The same of a text that may be on several lines; blanks in it are passed over too.
  static func bytes(wrappedBase64 text: String) -> [UInt8]? {
    bytes(of: text, sodium_base64_VARIANT_ORIGINAL, ignoring: " \r\n\t")
  }

  /// The bytes of a text in either alphabet, padded or not: lists of others mix them.
  static func bytes(anyBase64 text: String) -> [UInt8]? {
    [
      sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_URLSAFE_NO_PADDING,
      sodium_base64_VARIANT_ORIGINAL_NO_PADDING, sodium_base64_VARIANT_URLSAFE,
    ].lazy.compactMap { bytes(of: text, $0) }.first
  }

  private static func bytes(
    of text: String, _ variant: Int32, ignoring ignored: String? = nil
  ) -> [UInt8]? {
    // libsodium 1.0.18 takes some bytes from 128 on for characters of the alphabet.
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    var bytes = [UInt8](repeating: 0, count: text.utf8.count)
    var count = 0
    let status = sodium_base642bin(
      &bytes, bytes.count, text, text.utf8.count, ignored, &count, nil, variant)
    return status == 0 ? Array(bytes.prefix(count)) : nil
  }
}

/// BLAKE2b (RFC 7693) of bytes that come piece by piece.
public final class RunningDigest {
  private static let bytes = 32
  private let state: UnsafeMutableRawPointer

  /// Of no bytes yet.
  public init() {
    _ = sodium_init()
    state = .allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
    crypto_generichash_init(OpaquePointer(state), nil, 0, Self.bytes)
  }

  deinit { state.deallocate() }

  /// Takes more.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
    crypto_generichash_update(OpaquePointer(state), start, UInt64(bytes.count))
  }

  /// The digest of all so far, in 64 digits of lower-case hexadecimal; more may follow.
  public var hex: String {
    let size = crypto_generichash_statebytes()
    let copy = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    defer { copy.deallocate() }
    copy.copyMemory(from: state, byteCount: size)
    var digest = [UInt8](repeating: 0, count: Self.bytes)
    crypto_generichash_final(OpaquePointer(copy), &digest, digest.count)
    return Sodium.hex(digest)
  }
}

/// Secret bytes in `sodium_malloc`ed memory: locked in RAM, between guard pages, left out of core dumps, wiped
/// when freed. They are never copied into an array or a string.
public final class GuardedBytes: @unchecked Sendable {
  /// How many there are.
  public let count: Int
  let pointer: UnsafeMutablePointer<UInt8>

  /// That many zero bytes; nil when the system has no memory to lock.
  public init?(count: Int) {
    guard count > 0, sodium_init() >= 0, let memory = sodium_malloc(count) else { return nil }
    self.count = count
    pointer = memory.bindMemory(to: UInt8.self, capacity: count)
    sodium_memzero(pointer, count)
  }

  /// Random bytes from the system's generator.
  public convenience init?(randomCount: Int) {
    self.init(count: randomCount)
    randombytes_buf(pointer, randomCount)
  }

  /// A copy of bytes that stand somewhere else; nil for none of them and without memory to lock.
  convenience init?(copying bytes: UnsafeRawBufferPointer) {
    self.init(count: bytes.count)
    withUnsafeMutableBytes { $0.copyMemory(from: bytes) }
  }

  /// A copy of a part of these bytes, itself guarded; nil when the range is not inside.
  public func slice(_ range: Range<Int>) -> GuardedBytes? {
    guard range.lowerBound >= 0, range.upperBound <= count,
      let copy = GuardedBytes(count: range.count)
    else { return nil }
    copy.pointer.update(from: pointer + range.lowerBound, count: range.count)
    return copy
  }

  /// Lets a reader such as `read(2)` fill the memory, or a writer take it from there.
  public func withUnsafeMutableBytes<Result>(
    _ body: (UnsafeMutableRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeMutableRawBufferPointer(start: pointer, count: count))
  }

  deinit { sodium_free(pointer) }
}
