import HCodeBase

/// A public Ed25519 key that is safe to trust: canonical, and in the main subgroup.
package struct Ed25519PublicKey: Hashable, Sendable {
  /// The members of a COSE_Key of this type (RFC 9053 §7.2).
  private enum COSEKeyMember: Int64 {
    case type = 1
    case curve = -1
    case x = -2
  }

  /// The 32 bytes of RFC 8032.
  package let bytes: [UInt8]

  /// Refuses weak and non-canonical keys: for some of them anybody can make signatures.
  package init?(bytes: [UInt8]) {
    guard Sodium.isStrongPublicKey(bytes) else { return nil }
    self.bytes = bytes
  }

  /// SHA-256 over the key as a COSE_Key with only its required members (RFC 9679 §3): 32 bytes.
  package var thumbprint: [UInt8] {
    Sodium.sha256(
      CBORValue.keyed([
        COSEKeyMember.type: .unsigned(1),  // OKP
        .curve: .unsigned(6),  // Ed25519
        .x: .bytes(bytes),
      ]).encoded)
  }

  /// The thumbprint in 64 digits of lower-case hexadecimal, to compare over the telephone.
  package var fingerprint: String { Hex.encode(thumbprint) }

  /// The first 8 bytes of the thumbprint.
  package var identifier: KeyIdentifier {
    KeyIdentifier(prefixOf: thumbprint)
  }

  /// Checks by libsodium's rules whether this key made the signature over the message.
  package func verifies(signature: [UInt8], message: [UInt8]) -> Bool {
    Sodium.verify(signature: signature, message: message, publicKey: bytes)
  }
}
