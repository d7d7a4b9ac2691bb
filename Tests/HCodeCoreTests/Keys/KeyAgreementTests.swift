@testable import HCodeBase
@testable import HCodeCore
import Testing

struct KeyAgreementTests {
  private static func made(
    _ number: UInt8 = 5, issuer: String = "CN-HA-ZZ", authority: String = "CN-HA",
    use: KeyAgreement.Use = .codes
  ) throws -> KeyAgreement {
    try KeyAgreement(
      of: Authority.key(number, issuer: issuer), with: Authority.identifier(authority), use: use)
  }

  @Test func `an agreement holds for its key, authority, issuer and use, and for nothing else`()
    throws
  {
    let agreement = try Self.made()
    let key = try Authority.publicKey(5)
    let issuer = Authority.identifier("CN-HA-ZZ")
    #expect(agreement.holds(for: key, of: issuer))
    #expect(!agreement.holds(for: try Authority.publicKey(6), of: issuer))
    #expect(!agreement.holds(for: key, of: Authority.identifier("CN-HA-KF")))
    for (authority, use) in [("CN-HA", KeyAgreement.Use.statusLists), ("CN-HB", .codes)] {
      let other = KeyAgreement(
        authority: Authority.identifier(authority), use: use, signature: agreement.signature)
      #expect(other?.holds(for: key, of: issuer) == false)
    }
    #expect(
      KeyAgreement(authority: issuer, use: .codes, signature: [UInt8](repeating: 0, count: 63))
        == nil)
  }

  @Test func `what is signed is the structure of docs trust md`() throws {
    let key = try Authority.publicKey(5)
    let header = CBORValue.map([
      (.unsigned(1), .negative(18)), (.unsigned(4), .bytes(key.identifier.bytes)),
      (.unsigned(16), .text("application/hcode-agreement+cbor")),
    ]).encoded
    let payload = CBORValue.array([.text("CN-HA"), .text("CN-HA-ZZ"), .unsigned(2)]).encoded
    let structure = CBORValue.array([
      .text("Signature1"), .bytes(header), .bytes([]), .bytes(payload),
    ]).encoded
    let agreement = try Self.made(use: .statusLists)
    #expect(key.verifies(signature: agreement.signature, message: structure))
  }

  @Test func `a key file keeps its agreements, at most eight, one for each authority and use`()
    throws
  {
    var key = try Authority.key(5, issuer: "CN-HA-ZZ").issuerKey
    for number in 1...8 {
      key = try #require(key.agreed(try Self.made(authority: "A\(number)")))
    }
    #expect(try IssuerKey(json: Array(key.json.utf8)) == key)
    #expect(key.json.utf8.count <= IssuerKey.maximumFileBytes)
    #expect(key.agreed(try Self.made(authority: "A9")) == nil)
    #expect(key.agreed(try Self.made(authority: "A8"))?.agreements.count == 8)
    #expect(key.bare.agreements.isEmpty && key.bare != key)
    for (from, to) in [("\"codes\"", "\"all\""), ("\"A1\"", "\"A 1\""), ("\"use\"", "\"uses\"")] {
      let text = key.json.replacing(from, with: to)
      #expect(throws: IssuerKey.ReadingError.self) { try IssuerKey(json: Array(text.utf8)) }
    }
  }

  @Test(arguments: [
    ("CN-HA", true), ("CN-HA-ZZ", true), ("CN-HA-", true), ("CN-HAX", false), ("CN-H", false),
    ("cn-ha", false), ("CN-HA.ZZ", false), ("CN-HA_ZZ", false), ("X-CN-HA", false),
  ])
  func `an authority speaks for itself and for what begins with its id and a hyphen`(
    issuer: String, isSpokenFor: Bool
  ) {
    let authority = Authority.identifier("CN-HA")
    #expect(authority.speaks(for: Authority.identifier(issuer)) == isSpokenFor)
  }
}
