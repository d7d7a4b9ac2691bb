import HCodeBase

/// How the signatures of other formats are made (RFC 7518 §3, RFC 9053 §2.1, RFC 8230). The algorithm is a property of the
/// key that is trusted; what a certificate's header names has to agree and never chooses. Ed25519 is not among them:
/// that is libsodium's.
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

/// The curves of FIPS 186 that certificates use.
package enum EllipticCurve: Sendable, CaseIterable {
  case p256
  case p384
  case p521

  /// Bytes of one coordinate, and of one half of a signature.
  package var coordinateBytes: Int {
    switch self {
    case .p256: 32
    case .p384: 48
    case .p521: 66
    }
  }

  /// What stands before the two coordinates in a SubjectPublicKeyInfo (RFC 5480 §2), the mark of an uncompressed point
  /// included.
  var subjectPublicKeyInfoPrefix: [UInt8] {
    let algorithm: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
    let curve: [UInt8] =
      switch self {
      case .p256: [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
      case .p384: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]
      case .p521: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x23]
      }
    let point = DER.element(.bitString, [0, 4] + [UInt8](repeating: 0, count: 2 * coordinateBytes))
    let whole = DER.sequence(DER.sequence(algorithm, curve), point)
    return Array(whole.dropLast(2 * coordinateBytes))
  }
}
