import HCodeBase

/// The signature algorithms of other formats (RFC 7518 §3, RFC 9053 §2.1, RFC 8230). The trusted key determines the
/// algorithm; the one that a certificate's header names must agree and never chooses. Ed25519 is not among them:
/// libsodium verifies it.
package enum SignatureAlgorithm: Sendable, CaseIterable {
  /// ECDSA on P-256 with SHA-256.
  case es256
  /// ECDSA on P-384 with SHA-384.
  case es384
  /// ECDSA on P-521 with SHA-512.
  case es512
  /// RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes.
  case ps256
  /// RSASSA-PKCS1-v1_5 with SHA-256.
  case rs256

  /// The curve of its keys; nil for RSA.
  package var curve: EllipticCurve? {
    switch self {
    case .es256: .p256
    case .es384: .p384
    case .es512: .p521
    case .ps256, .rs256: nil
    }
  }
}
