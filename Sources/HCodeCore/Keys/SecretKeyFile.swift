package import HCodeBase

/// The file of an issuer's secret key.
///
///     "hcode secret key\n"  17 bytes
///     version               1 byte, 1
///     sealing               1 byte, 0 none, 1 Argon2id (RFC 9106) and XSalsa20-Poly1305 (secretbox)
///     passes, memory        4 and 8 bytes, big-endian; 0 without sealing
///     salt, nonce           16 and 24 bytes; without sealing the content's SHA-256 and 8 zero bytes, so that
///                           damage is noticed in either case
///     content               the 32-byte seed and the public key file; sealed, 16 bytes longer
///
/// The public key travels inside, under the seal, so that the issuer's name cannot be changed beside the key.
/// The whole file is handled in guarded memory, since without a passphrase it is the secret.
package struct SecretKeyFile: Sendable {
  private let file: GuardedBytes

  /// Why a file is not a secret key or cannot be opened.
  package enum OpeningError: Error, Equatable, Sendable {
    /// It does not begin as a secret key file does.
    case notASecretKey
    /// A later version of hcode wrote it.
    case unknownVersion(UInt8)
    /// The header asks for more than is reasonable, or the file is cut short.
    case damaged
    /// It is sealed, and no passphrase was given.
    case passphraseNeeded
    /// The passphrase is wrong or the sealed part was changed; the two cannot be told apart.
    case wrongPassphraseOrDamaged
    /// There is not enough memory for Argon2id, or none that can be locked.
    case outOfMemory
    /// The content is not a key pair.
    case contentDamaged
  }

  /// The most that a secret key file may hold.
  package static let maximumBytes = 8192

  private static let magic = Array("hcode secret key\n".utf8)
  private static let headerBytes = 17 + 1 + 1 + 4 + 8 + Sodium.saltBytes + Sodium.nonceBytes
  private static let seedBytes = 32

  /// Whether these bytes begin as a secret key file does.
  package static func isSecretKeyFile(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: magic)
  }

  /// Whether a secret key file begins anywhere in these bytes.
  package static func isSecretKeyFile(in bytes: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0] == magic[0] && isSecretKeyFile(bytes[$0...]) }
  }

  /// The bytes of a file as they were read.
  package init(_ file: GuardedBytes) { self.file = file }

  /// The bytes to write.
  package var bytes: GuardedBytes { file }

  /// Makes the file of a new key, sealed if there is a passphrase.
  package init(
    seed: GuardedBytes, issuerKey: IssuerKey, passphrase: GuardedBytes?
  ) throws(OpeningError) {
    let json = Array(issuerKey.json.utf8)
    guard seed.count == Self.seedBytes, let content = GuardedBytes(count: seed.count + json.count)
    else { throw .outOfMemory }
    content.pointer.update(from: seed.pointer, count: seed.count)
    (content.pointer + seed.count).update(from: json, count: json.count)

    var header = Self.magic + [1, passphrase == nil ? 0 : 1]
    guard let passphrase else {
      header += Self.unsealedFields(content)
      try self.init(header: header, content: content.count, from: content.pointer)
      return
    }
    let cost = Sodium.PassphraseCost.moderate
    let salt = Sodium.random(count: Sodium.saltBytes)
    let nonce = Sodium.random(count: Sodium.nonceBytes)
    header += cost.passes.bigEndianBytes + cost.memory.bigEndianBytes
    guard let key = Sodium.key(passphrase: passphrase, salt: salt, cost: cost),
      let box = Sodium.seal(content, nonce: nonce, key: key)
    else { throw .outOfMemory }
    try self.init(header: header + salt + nonce, content: box.count, from: box)
  }

  private init(
    header: [UInt8], content count: Int, from content: UnsafePointer<UInt8>
  ) throws(OpeningError) {
    guard let file = GuardedBytes(count: header.count + count) else { throw .outOfMemory }
    file.pointer.update(from: header, count: header.count)
    (file.pointer + header.count).update(from: content, count: count)
    self.file = file
  }

  /// Whether the file begins as a secret key file does.
  package var hasSignature: Bool {
    Self.isSecretKeyFile(UnsafeBufferPointer(start: file.pointer, count: min(file.count, 17)))
  }

  /// Whether opening it takes a passphrase.
  package var isSealed: Bool { file.count > 18 && file.pointer[18] == 1 }

  /// Opens the file. A sealed one takes about a second, and so does each guess of an attacker.
  package func open(passphrase: GuardedBytes?) throws(OpeningError) -> SigningKey {
    let header = Array(
      UnsafeBufferPointer(start: file.pointer, count: min(file.count, Self.headerBytes)))
    guard Self.isSecretKeyFile(header) else { throw .notASecretKey }
    guard header.count == Self.headerBytes, file.count <= Self.maximumBytes,
      file.count > Self.headerBytes + Self.seedBytes
    else { throw .damaged }
    guard header[17] == 1 else { throw .unknownVersion(header[17]) }
    guard let rest = file.slice(Self.headerBytes..<file.count) else { throw .outOfMemory }
    switch header[18] {
    case 0:
      guard Array(header[19...]) == Self.unsealedFields(rest) else { throw .damaged }
      return try Self.signingKey(rest)
    case 1:
      guard let passphrase else { throw .passphraseNeeded }
      return try Self.signingKey(try Self.unseal(rest, header: header, passphrase: passphrase))
    default: throw .damaged
    }
  }

  /// The cost, salt and nonce fields of a file that is not sealed.
  private static func unsealedFields(_ content: GuardedBytes) -> [UInt8] {
    [UInt8](repeating: 0, count: 12) + Sodium.sha256(content) + [UInt8](repeating: 0, count: 8)
  }

  private static func unseal(
    _ box: GuardedBytes, header: [UInt8], passphrase: GuardedBytes
  ) throws(OpeningError) -> GuardedBytes {
    let cost = Sodium.PassphraseCost(
      passes: UInt32(bigEndianBytes: header[19..<23]),
      memory: UInt64(bigEndianBytes: header[23..<31]))
    guard cost.isReasonable else { throw .damaged }
    let salt = Array(header[31..<31 + Sodium.saltBytes])
    let nonce = Array(header[(31 + Sodium.saltBytes)...])
    guard let key = Sodium.key(passphrase: passphrase, salt: salt, cost: cost) else {
      throw .outOfMemory
    }
    let sealed = Array(UnsafeBufferPointer(start: box.pointer, count: box.count))
    guard let content = Sodium.open(sealed, nonce: nonce, key: key) else {
      throw .wrongPassphraseOrDamaged
    }
    return content
  }

  private static func signingKey(_ content: GuardedBytes) throws(OpeningError) -> SigningKey {
    guard let seed = content.slice(0..<seedBytes) else { throw .contentDamaged }
    let json = Array(
      UnsafeBufferPointer(start: content.pointer + seedBytes, count: content.count - seedBytes))
    do {
      return try SigningKey(seed: seed, issuerKey: try IssuerKey(json: json))
    } catch SigningKey.SigningError.noSecretMemory {
      throw .outOfMemory
    } catch {
      throw .contentDamaged
    }
  }
}
