@testable import HCodeBase
@testable import HCodeCore
import Testing

struct Ed25519Tests {
  @Test(.corpus) func `every Wycheproof result is ours`() throws {
    let file = try #require(
      try Corpus.json("crypto/wycheproof/ed25519_test.json") as? [String: Any])
    var count = 0
    for group in try #require(file["testGroups"] as? [[String: Any]]) {
      let publicKey = try #require((group["publicKey"] as? [String: Any])?["pk"] as? String)
      let key = try #require(Ed25519PublicKey(bytes: try Corpus.bytes(hex: publicKey)))
      for test in try #require(group["tests"] as? [[String: Any]]) {
        let signature = try Corpus.bytes(hex: try #require(test["sig"] as? String))
        let message = try Corpus.bytes(hex: try #require(test["msg"] as? String))
        #expect(
          key.verifies(signature: signature, message: message)
            == (test["result"] as? String == "valid"))
        count += 1
      }
    }
    #expect(count == 151)
  }

  /// Points of small order and spellings above the field's prime.
  @Test(arguments: [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  ])
  func `a key for which anybody could sign is no key`(hex: String) throws {
    #expect(Ed25519PublicKey(bytes: try Corpus.bytes(hex: hex)) == nil)
  }

  @Test func `correctly signed defects are caught before or behind the signature`() throws {
    let file = try #require(try Corpus.json("crypto/cose-malformed/cases.json") as? [String: Any])
    let publicKey = try #require(file["public_key_hex"] as? String)
    let key = try #require(Ed25519PublicKey(bytes: try Corpus.bytes(hex: publicKey)))
    var accepted: [String] = []
    let cases = try #require(file["cases"] as? [[String: String]])
    for entry in cases {
      let bytes = try Corpus.bytes(hex: entry["cose_hex"] ?? "")
      if Self.isAccepted(bytes, key) { accepted.append(entry["name"] ?? "") }
    }
    // -8 is what others write; the native code has one spelling, -19 (docs/format.md, rule 7).
    #expect(accepted == ["good alg -19 (Ed25519, RFC 9864)"])
    #expect(cases.count >= 36)
  }

  /// The layers up to the claims' types and order of times, as a native code passes them.
  private static func isAccepted(_ bytes: [UInt8], _ key: Ed25519PublicKey) -> Bool {
    guard let value = try? CBORDecoder.decode(bytes, limits: .native), value.isDeterministic(bytes),
      let message = COSESign1(value), message.unprotected.isEmpty,
      let header = try? COSEProtectedHeader(encoded: message.protected),
      header.algorithm == .ed25519,
      key.verifies(
        signature: message.signature,
        message: COSESign1.signatureStructure(
          protected: message.protected, payload: message.payload)),
      let claims = try? CBORDecoder.decode(message.payload, limits: .native),
      claims.isDeterministic(message.payload),
      case .map(let pairs) = claims
    else { return false }
    func integer(_ key: UInt64) -> Int64? {
      pairs.first { $0.key == .unsigned(key) }?.value.integer
    }
    guard let expires = integer(4), let issued = integer(6) else { return false }
    return issued < expires
  }
}
