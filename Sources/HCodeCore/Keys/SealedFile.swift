package import HCodeBase

/// A file that holds a secret, sealed with a passphrase if there is one.
///
///     what it is            17 bytes, a line
///     version               1 byte, 1
///     sealing               1 byte, 0 none, 1 Argon2id (RFC 9106) and XSalsa20-Poly1305 (secretbox)
///     passes, memory        4 and 8 bytes, big-endian; 0 without sealing
///     salt, nonce           16 and 24 bytes; without sealing the content's SHA-256 and 8 zero bytes, so that
///                           damage is noticed in either case
///     content               sealed, 16 bytes longer
///
/// The whole file is handled in guarded memory, since without a passphrase it is the secret.
package struct SealedFile: Sendable {
  /// The bytes as they are on the disk.
  package let bytes: GuardedBytes

  private static let headerBytes = 17 + 1 + 1 + 4 + 8 + Sodium.saltBytes + Sodium.nonceBytes

  /// The bytes of a file as they were read.
  package init(_ bytes: GuardedBytes) { self.bytes = bytes }

  /// Makes the file of a content, sealed if there is a passphrase.
  package init(
    _ content: GuardedBytes, mark: [UInt8], passphrase: GuardedBytes?
  ) throws(SecretKeyFile.OpeningError) {
    var header = mark + [1, passphrase == nil ? 0 : 1]
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
  ) throws(SecretKeyFile.OpeningError) {
    guard let file = GuardedBytes(count: header.count + count) else { throw .outOfMemory }
    file.pointer.update(from: header, count: header.count)
    (file.pointer + header.count).update(from: content, count: count)
    bytes = file
  }

  /// Whether the file begins with that line.
  package func begins(with mark: [UInt8]) -> Bool { beginning(mark.count) == mark }

  /// Whether opening it takes a passphrase.
  package var isSealed: Bool { bytes.count > 18 && bytes.pointer[18] == 1 }

  /// The content. Opening a sealed one takes about a second, and so does each guess of an attacker.
  package func open(
    mark: [UInt8], maximumBytes: Int, passphrase: GuardedBytes?
  ) throws(SecretKeyFile.OpeningError) -> GuardedBytes {
    guard begins(with: mark) else { throw .notASecretKey }
    let header = beginning(Self.headerBytes)
    guard header.count == Self.headerBytes, bytes.count <= maximumBytes,
      bytes.count > Self.headerBytes
    else { throw .damaged }
    guard header[17] == 1 else { throw .unknownVersion(header[17]) }
    guard let rest = bytes.slice(Self.headerBytes..<bytes.count) else { throw .outOfMemory }
    switch header[18] {
    case 0:
      guard Array(header[19...]) == Self.unsealedFields(rest) else { throw .damaged }
      return rest
    case 1:
      guard let passphrase else { throw .passphraseNeeded }
      return try Self.unseal(rest, header: header, passphrase: passphrase)
    default: throw .damaged
    }
  }

  private func beginning(_ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: bytes.pointer, count: min(bytes.count, count)))
  }

  /// The cost, salt and nonce fields of a file that is not sealed.
  private static func unsealedFields(_ content: GuardedBytes) -> [UInt8] {
    [UInt8](repeating: 0, count: 12) + Sodium.sha256(content) + [UInt8](repeating: 0, count: 8)
  }

  private static func unseal(
    _ box: GuardedBytes, header: [UInt8], passphrase: GuardedBytes
  ) throws(SecretKeyFile.OpeningError) -> GuardedBytes {
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
}
