package import HCodeBase

/// The file of an issuer's secret key: a `SealedFile` whose first line is "hcode secret key", and whose content is the 32-byte seed and the
/// public key file.
///
/// The public key travels inside, under the seal, so that the issuer's name cannot be changed beside the key.
package struct SecretKeyFile: Sendable {
  private let file: SealedFile

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
  package init(_ file: GuardedBytes) { self.file = SealedFile(file) }

  /// The bytes to write.
  package var bytes: GuardedBytes { file.bytes }

  /// Makes the file of a new key, sealed if there is a passphrase.
  package init(
    seed: GuardedBytes, issuerKey: IssuerKey, passphrase: GuardedBytes?
  ) throws(OpeningError) {
    let json = Array(issuerKey.json.utf8)
    guard seed.count == Self.seedBytes, let content = GuardedBytes(count: seed.count + json.count)
    else { throw .outOfMemory }
    content.pointer.update(from: seed.pointer, count: seed.count)
    (content.pointer + seed.count).update(from: json, count: json.count)
    file = try SealedFile(content, mark: Self.magic, passphrase: passphrase)
  }

  /// Whether the file begins as a secret key file does.
  package var hasSignature: Bool { file.begins(with: Self.magic) }

  /// Whether opening it takes a passphrase.
  package var isSealed: Bool { file.isSealed }

  /// Opens the file. A sealed one takes about a second, and so does each guess of an attacker.
  package func open(passphrase: GuardedBytes?) throws(OpeningError) -> SigningKey {
    let content = try file.open(
      mark: Self.magic, maximumBytes: Self.maximumBytes, passphrase: passphrase)
    guard content.count > Self.seedBytes, let seed = content.slice(0..<Self.seedBytes) else {
      throw .contentDamaged
    }
    let json = Array(
      UnsafeBufferPointer(
        start: content.pointer + Self.seedBytes, count: content.count - Self.seedBytes))
    do {
      return try SigningKey(seed: seed, issuerKey: try IssuerKey(json: json))
    } catch SigningKey.SigningError.noSecretMemory {
      throw .outOfMemory
    } catch {
      throw .contentDamaged
    }
  }
}
