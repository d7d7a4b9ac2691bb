import Foundation
@testable import HCodeBase
@testable import HCodeFormats
import Testing

/// libcrypto as the rest of hcode sees it.
struct VerificationKeyTests {
  /// The point of RFC 6979 §A.2.5.
  private static let x = hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6")
  private static let y = hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")
  private static let order = hex(
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")

  private static func hex(_ text: String) -> [UInt8] { (try? Corpus.bytes(hex: text)) ?? [] }

  private func vectors(_ name: String) throws -> [(group: [String: Any], test: [String: Any])] {
    let file = try #require(
      try Corpus.json("crypto/wycheproof/\(name).json") as? [String: Any])
    return try #require(file["testGroups"] as? [[String: Any]]).flatMap { group in
      (group["tests"] as? [[String: Any]] ?? []).map { (group, $0) }
    }
  }

  @Test(
    .corpus,
    arguments: [
      ("ecdsa_secp256r1_sha256_p1363_test", SignatureAlgorithm.es256, 262),
      ("rsa_pss_2048_sha256_mgf1_32_test", .ps256, 108),
    ])
  func `every Wycheproof result is ours`(name: String, algorithm: SignatureAlgorithm, count: Int)
    throws
  {
    let vectors = try vectors(name)
    for (group, test) in vectors {
      let der = try Corpus.bytes(hex: try #require(group["publicKeyDer"] as? String))
      let key = try #require(VerificationKey(subjectPublicKeyInfo: der))
      #expect(key.subjectPublicKeyInfo == der)
      let holds = key.verifies(
        signature: try Corpus.bytes(hex: try #require(test["sig"] as? String)),
        message: try Corpus.bytes(hex: try #require(test["msg"] as? String)), algorithm: algorithm)
      #expect(holds == (test["result"] as? String == "valid"), "\(test)")
    }
    #expect(vectors.count == count)
  }

  @Test(.corpus) func `a JWK is the same key as its SubjectPublicKeyInfo`() throws {
    for name in ["ecdsa_secp256r1_sha256_p1363_test", "rsa_pss_2048_sha256_mgf1_32_test"] {
      for (group, _) in try vectors(name) {
        guard let jwk = group["publicKeyJwk"] as? [String: String] else { continue }
        let members = JSONFields(jwk.map { (key: $0, value: .string($1)) })
        let read = try JSONWebKey(members).key
        let der = try Corpus.bytes(hex: try #require(group["publicKeyDer"] as? String))
        #expect(read.subjectPublicKeyInfo == der)
      }
    }
  }

  @Test(.corpus) func `an algorithm that is not the key's verifies nothing`() throws {
    let vectors = try vectors("ecdsa_secp256r1_sha256_p1363_test")
    let (group, test) = try #require(vectors.first { $0.test["result"] as? String == "valid" })
    let der = try Corpus.bytes(hex: try #require(group["publicKeyDer"] as? String))
    let key = try #require(VerificationKey(subjectPublicKeyInfo: der))
    let signature = try Corpus.bytes(hex: try #require(test["sig"] as? String))
    let message = try Corpus.bytes(hex: try #require(test["msg"] as? String))
    for algorithm in SignatureAlgorithm.allCases {
      #expect(
        key.verifies(signature: signature, message: message, algorithm: algorithm)
          == (algorithm == .es256))
    }
    // The DER form, with numbers in their shortest spelling and no other.
    let (r, s) = (signature.prefix(32), signature.suffix(32))
    let encoded = DER.sequence(DER.integer(r), DER.integer(s))
    func holds(_ encoded: [UInt8]) -> Bool {
      key.verifies(encoded: encoded, message: message, algorithm: .es256)
    }
    #expect(holds(encoded))
    #expect(!holds(encoded + [0]))
    #expect(!holds(DER.sequence(DER.element(.integer, [0, 0] + r), DER.integer(s))))
    #expect(!holds([encoded[0], 0x81, encoded[1]] + encoded.dropFirst(2)))
    #expect(!holds(signature))
    #expect(!key.verifies(signature: encoded, message: message, algorithm: .es256))
  }

  @Test func `zero, the order and what is beyond are no halves of a signature`() throws {
    let key = try #require(VerificationKey(curve: .p256, x: Self.x, y: Self.y))
    let (zero, one) = ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 31) + [1])
    let most = [UInt8](repeating: 255, count: 32)
    for r in [zero, one, Self.order, most] {
      for s in [zero, one, Self.order, most] {
        #expect(!key.verifies(signature: r + s, message: [1], algorithm: .es256))
      }
    }
    for count in [0, 1, 32, 63, 65, 128] {
      let signature = [UInt8](repeating: 1, count: count)
      #expect(!key.verifies(signature: signature, message: [1], algorithm: .es256))
    }
  }

  @Test func `coordinates may have won or lost zeros, and have to be a point`() throws {
    let key = try #require(VerificationKey(curve: .p256, x: Self.x, y: Self.y))
    #expect(key.curve == .p256 && key.bits == 256)
    let longer = try #require(VerificationKey(curve: .p256, x: [0] + Self.x, y: [0, 0] + Self.y))
    #expect(longer.subjectPublicKeyInfo == key.subjectPublicKeyInfo)
    #expect(VerificationKey(curve: .p256, x: [1] + Self.x, y: Self.y) == nil)
    #expect(VerificationKey(curve: .p256, x: Self.x, y: Self.x) == nil)
    #expect(VerificationKey(curve: .p256, x: [], y: []) == nil)
    #expect(VerificationKey(curve: .p384, x: Self.x, y: Self.y) == nil)
    #expect(VerificationKey(curve: .p521, x: Self.x, y: Self.y) == nil)
    // 379 times the generator: x begins with a zero, which some issuers do not write.
    let short = Self.hex("5543894af3d00ed7d740abdbd75c96b06877b787db5f70eea78b90a8d7c00a")
    let y = Self.hex("bb4c85a3d8ea29efaafa24406912dd84d5b14dc32bf656ef6c6bd58a5d943f92")
    #expect(short.count == 31)
    let point = try #require(VerificationKey(curve: .p256, x: short, y: y))
    #expect(point.subjectPublicKeyInfo.suffix(64) == [0] + short + y)
  }

  @Test func `a SubjectPublicKeyInfo is one key and nothing else`() throws {
    let key = try #require(VerificationKey(curve: .p256, x: Self.x, y: Self.y))
    let der = key.subjectPublicKeyInfo
    #expect(VerificationKey(subjectPublicKeyInfo: der) != nil)
    #expect(VerificationKey(subjectPublicKeyInfo: der + [0]) == nil)
    for end in 0..<der.count {
      #expect(VerificationKey(subjectPublicKeyInfo: Array(der[..<end])) == nil)
    }
    for offset in der.indices {
      for bit in 0..<8 {
        var altered = der
        altered[offset] ^= 1 << UInt8(bit)
        // Another key or none, never a trap; a point that is not on the curve is none.
        _ = VerificationKey(subjectPublicKeyInfo: altered)
      }
    }
    var offCurve = der
    offCurve[der.count - 1] ^= 1
    #expect(VerificationKey(subjectPublicKeyInfo: offCurve) == nil)
  }

  @Test func `RSA keys have 2048 to 8192 bits`() {
    for (bits, isKey) in [(1024, false), (2040, false), (2048, true), (4096, true), (8200, false)] {
      let modulus = [UInt8](repeating: 0xFF, count: bits / 8)
      let key = VerificationKey(modulus: modulus, exponent: [1, 0, 1])
      #expect((key != nil) == isKey, "\(bits)")
      #expect(key.map { $0.curve == nil && $0.bits == bits } ?? true)
      #expect(key?.verifies(signature: modulus, message: [], algorithm: .ps256) != true)
      #expect(key?.verifies(signature: [], message: [], algorithm: .ps256) != true)
      #expect(key?.verifies(signature: modulus, message: [], algorithm: .es256) != true)
    }
  }

  @Test func `a JWK with its private half is refused, and so are other curves and kinds`() {
    let (x, y) = (Base64.encodeURL(Self.x), Base64.encodeURL(Self.y))
    let good = ["kty": "EC", "crv": "P-256", "x": x, "y": y]
    func isKey(_ changes: [String: String]) -> Bool {
      let members = good.merging(changes) { $1 }.map { (key: $0, value: JSONValue.string($1)) }
      return (try? JSONWebKey(JSONFields(members))) != nil
    }
    #expect(isKey([:]))
    for changes in [
      ["d": x], ["crv": "secp256k1"], ["crv": "P-384"], ["kty": "OKP"], ["kty": "oct"], ["x": "*"],
      ["y": x], ["x": x + "="],
    ] {
      #expect(!isKey(changes), "\(changes)")
    }
  }
}
