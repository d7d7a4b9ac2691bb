import HCodeBase
import HCodeCore

/// A key that signs identities. Which kind it is decides which algorithm counts.
enum Claim169Key: Sendable {
  case ed25519(Ed25519PublicKey)
  case other(VerificationKey)

  /// The numbers of COSE's registry that are read: EdDSA, ES256, PS256 and RS256.
  static let algorithms: Set<Int64> = [-8, -7, -37, -257]

  /// From a store.
  init?(_ content: CBORValue) {
    guard let bytes = content.byteString else { return nil }
    self.init(subjectPublicKeyInfo: bytes)
  }

  init?(subjectPublicKeyInfo bytes: [UInt8]) {
    if let key = Ed25519PublicKey(subjectPublicKeyInfo: bytes) {
      self = .ed25519(key)
    } else if let key = VerificationKey(subjectPublicKeyInfo: bytes) {
      self = .other(key)
    } else {
      return nil
    }
  }

  /// From a JSON Web Key, with the bytes that a store keeps.
  static func content(_ jwk: JSONFields) throws(JSONWebKey.Refusal) -> [UInt8] {
    if let use = jwk["use"], use.string != "sig" {
      throw JSONWebKey.Refusal(detail: "its use is not sig")
    }
    if let uses = jwk["key_ops"], uses.array?.contains(.string("verify")) != true {
      throw JSONWebKey.Refusal(detail: "its key_ops have no verify")
    }
    let algorithms = ["OKP": ["EdDSA", "Ed25519"], "EC": ["ES256"], "RSA": ["PS256", "RS256"]]
    if let algorithm = jwk["alg"],
      algorithms[jwk["kty"]?.string ?? ""]?.contains(algorithm.string ?? "") != true
    {
      throw JSONWebKey.Refusal(detail: "its alg is none of a key of its kind")
    }
    guard jwk["kty"]?.string == "OKP" else { return try JSONWebKey(jwk).key.subjectPublicKeyInfo }
    guard jwk["d"] == nil else { throw JSONWebKey.Refusal(detail: "it holds a private key") }
    guard jwk["crv"]?.string == "Ed25519", let x = jwk["x"]?.string.flatMap(Base64.decodeURL),
      let key = Ed25519PublicKey(bytes: x)
    else { throw JSONWebKey.Refusal(detail: "it is no point on Ed25519") }
    return key.subjectPublicKeyInfo
  }

  func verifies(signature: [UInt8], message: [UInt8], algorithm: Int64) -> Bool {
    switch (self, algorithm) {
    case (.ed25519(let key), -8):
      Sodium.verify(signature: signature, message: message, publicKey: key.bytes)
    case (.other(let key), -7):
      key.verifies(signature: signature, message: message, algorithm: .es256)
    case (.other(let key), -37):
      key.verifies(signature: signature, message: message, algorithm: .ps256)
    case (.other(let key), -257):
      key.verifies(signature: signature, message: message, algorithm: .rs256)
    default: false
    }
  }
}
