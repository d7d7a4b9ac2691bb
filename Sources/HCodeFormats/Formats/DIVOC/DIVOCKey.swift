import HCodeBase
import HCodeCore

/// A key and its algorithm.
enum DIVOCKey {
  case rsa(VerificationKey)
  case ed25519(Ed25519PublicKey)

  /// The SubjectPublicKeyInfo of a member of `keys`, if it is a key of the algorithm that stands beside it.
  static func content(_ key: JSONFields) -> CBORValue? {
    let bytes =
      key["spki"]?.string.flatMap(Base64.decode)
      ?? key["pem"]?.string.flatMap { PEM.contents(Array($0.utf8), label: "PUBLIC KEY")?.first }
    guard let bytes, let read = DIVOCKey(bytes), key["alg"]?.string == read.algorithm else {
      return nil
    }
    return .bytes(bytes)
  }

  init?(_ subjectPublicKeyInfo: [UInt8]) {
    if let key = Ed25519PublicKey(subjectPublicKeyInfo: subjectPublicKeyInfo) {
      self = .ed25519(key)
    } else {
      guard let key = VerificationKey(subjectPublicKeyInfo: subjectPublicKeyInfo), key.curve == nil
      else { return nil }
      self = .rsa(key)
    }
  }

  /// RFC 7518 and RFC 8037.
  var algorithm: String {
    switch self {
    case .rsa: "PS256"
    case .ed25519: "EdDSA"
    }
  }

  /// The type of its proofs.
  var proofType: String {
    switch self {
    case .rsa: "RsaSignature2018"
    case .ed25519: "Ed25519Signature2018"
    }
  }

  func verifies(signature: [UInt8], message: [UInt8]) -> Bool {
    switch self {
    case .rsa(let key): key.verifies(signature: signature, message: message, algorithm: .ps256)
    case .ed25519(let key):
      Sodium.verify(signature: signature, message: message, publicKey: key.bytes)
    }
  }
}
