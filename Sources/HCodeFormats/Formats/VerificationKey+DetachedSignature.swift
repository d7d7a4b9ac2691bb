import HCodeBase

extension VerificationKey {
  /// The algorithm of a signature that does not name its own: the hash that fits the curve, PKCS#1 for RSA.
  var detachedAlgorithm: SignatureAlgorithm {
    switch curve {
    case .p256: .es256
    case .p384: .es384
    case .p521: .es512
    case nil: .rs256
    }
  }
}
