/// The key id in a code's protected header: the first 8 bytes of the COSE_Key thumbprint (RFC 9679, SHA-256).
/// It finds a key and proves nothing.
public struct KeyIdentifier: Hashable, Sendable {
  /// The 8 bytes.
  public let bytes: [UInt8]

  /// From 8 bytes; nil for another number of them.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 8 else { return nil }
    self.bytes = bytes
  }

  /// The first 8 bytes of a hash.
  init(prefixOf hash: [UInt8]) { bytes = Array(hash.prefix(8)) }

  /// 16 digits of lower-case hexadecimal.
  public var hex: String { Sodium.hex(bytes) }
}

/// A public Ed25519 key that is safe to trust: canonical, and in the main subgroup.
public struct Ed25519PublicKey: Hashable, Sendable {
  /// The 32 bytes of RFC 8032.
  public let bytes: [UInt8]

  /// Refuses weak and non-canonical keys, for some of which anybody can sign.
  public init?(bytes: [UInt8]) {
    guard Sodium.isStrongPublicKey(bytes) else { return nil }
    self.bytes = bytes
  }

  /// SHA-256 over the key as a COSE_Key with its required members alone (RFC 9679 §3): 32 bytes.
  public var thumbprint: [UInt8] {
    Sodium.sha256(
      CBORValue.map([
        (.unsigned(1), .unsigned(1)), (.integer(-1), .unsigned(6)), (.integer(-2), .bytes(bytes)),
      ]).encoded)
  }

  /// The thumbprint in 64 digits of lower-case hexadecimal, to compare over the telephone.
  public var fingerprint: String { Sodium.hex(thumbprint) }

  /// The first 8 bytes of the thumbprint.
  public var identifier: KeyIdentifier {
    KeyIdentifier(prefixOf: thumbprint)
  }

  /// Whether the signature over the message is this key's, by libsodium's rules.
  public func verifies(signature: [UInt8], message: [UInt8]) -> Bool {
    Sodium.verify(signature: signature, message: message, publicKey: bytes)
  }
}
