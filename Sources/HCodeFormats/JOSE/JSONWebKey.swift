import HCodeBase

/// A public key as JSON (RFC 7517), for keys of others.
struct JSONWebKey {
  /// The key.
  let key: VerificationKey
  /// RFC 7638: SHA-256 over the required members as they are spelled, in base64url.
  let thumbprint: String

  /// Why a JSON object is no usable key.
  struct Refusal: Error {
    let detail: String
  }

  /// Reads an EC key on P-256, P-384 or P-521 or an RSA key; refuses one with its private half, whose signatures prove nothing.
  init(_ object: JSONFields) throws(Refusal) {
    func text(_ name: String) -> String? { object[name]?.string }
    guard ["d", "p", "q", "k"].allSatisfy({ object[$0] == nil }) else {
      throw Refusal(detail: "it holds a private key")
    }
    switch text("kty") {
    case "EC":
      guard let name = text("crv"),
        let curve = ["P-256": EllipticCurve.p256, "P-384": .p384, "P-521": .p521][name]
      else { throw Refusal(detail: "its curve is not P-256, P-384 or P-521") }
      guard let (x, y) = (text("x"), text("y")) as? (String, String),
        let xBytes = Base64.decodeURL(x), let yBytes = Base64.decodeURL(y),
        let key = VerificationKey(curve: curve, x: xBytes, y: yBytes)
      else { throw Refusal(detail: "its coordinates are no point on \(name)") }
      self.key = key
      thumbprint = Self.thumbprint(#"{"crv":"\#(name)","kty":"EC","x":"\#(x)","y":"\#(y)"}"#)
    case "RSA":
      guard let (n, e) = (text("n"), text("e")) as? (String, String),
        let modulus = Base64.decodeURL(n), let exponent = Base64.decodeURL(e),
        let key = VerificationKey(modulus: modulus, exponent: exponent)
      else { throw Refusal(detail: "its numbers are no RSA key of 2048 to 8192 bits") }
      self.key = key
      thumbprint = Self.thumbprint(#"{"e":"\#(e)","kty":"RSA","n":"\#(n)"}"#)
    default: throw Refusal(detail: "its kty is neither EC nor RSA")
    }
  }

  private static func thumbprint(_ members: String) -> String {
    Base64.encodeURL(Sodium.sha256(Array(members.utf8)))
  }
}
