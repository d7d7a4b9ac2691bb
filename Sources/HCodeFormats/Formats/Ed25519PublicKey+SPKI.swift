import HCodeBase
import HCodeCore

extension Ed25519PublicKey {
  /// The bytes before the key in a SubjectPublicKeyInfo (RFC 8410 §4).
  private static let prefix: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  /// Nil for a key of another kind, and for one that signs nothing.
  init?(subjectPublicKeyInfo bytes: [UInt8]) {
    guard bytes.starts(with: Self.prefix) else { return nil }
    self.init(bytes: Array(bytes.dropFirst(Self.prefix.count)))
  }

  var subjectPublicKeyInfo: [UInt8] { Self.prefix + bytes }
}
