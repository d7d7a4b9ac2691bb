import HCodeBase

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
