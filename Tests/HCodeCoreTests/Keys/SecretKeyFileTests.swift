@testable import HCodeBase
@testable import HCodeCore
import Testing

struct SecretKeyFileTests {
  static func make(passphrase: String?) throws -> (file: SecretKeyFile, key: IssuerKey) {
    let seed = try #require(GuardedBytes(randomCount: 32))
    let created = try #require(Timestamp(rfc3339: "2026-11-24T08:00:00Z"))
    let issuer = try #require(IssuerIdentifier("CN-HA"))
    let key = try #require(
      IssuerKey(
        issuer: issuer, name: "河南",
        publicKey: try SigningKey.publicKey(seed: seed),
        created: created, expires: created.advanced(bySeconds: 86_400 * 40)))
    return (try SecretKeyFile(seed: seed, issuerKey: key, passphrase: passphrase.map(guarded)), key)
  }

  static func guarded(_ text: String) -> GuardedBytes { guarded(Array(text.utf8)) }

  static func guarded(_ bytes: [UInt8]) -> GuardedBytes {
    guard let memory = GuardedBytes(count: bytes.count) else { fatalError("no memory") }
    memory.withUnsafeMutableBytes { $0.copyBytes(from: bytes) }
    return memory
  }

  static func bytes(_ file: SecretKeyFile) -> [UInt8] {
    file.bytes.withUnsafeMutableBytes { Array($0) }
  }

  @Test func `a sealed key opens with its passphrase and no other`() throws {
    let (file, key) = try Self.make(passphrase: "correct horse")
    #expect(file.isSealed)
    #expect(try file.open(passphrase: Self.guarded("correct horse")).issuerKey == key)
    #expect(throws: SecretKeyFile.OpeningError.wrongPassphraseOrDamaged) {
      try file.open(passphrase: Self.guarded("wrong"))
    }
    #expect(throws: SecretKeyFile.OpeningError.passphraseNeeded) { try file.open(passphrase: nil) }
    var asksForAll = Self.bytes(file)
    asksForAll.replaceSubrange(23..<31, with: [UInt8](repeating: 0xFF, count: 8))
    #expect(throws: SecretKeyFile.OpeningError.damaged) {
      try SecretKeyFile(Self.guarded(asksForAll)).open(passphrase: Self.guarded("x"))
    }
  }

  @Test func `an unsealed key that is cut or changed never opens as another`() throws {
    let (file, key) = try Self.make(passphrase: nil)
    let whole = Self.bytes(file)
    #expect(try file.open(passphrase: nil).issuerKey == key)
    for end in 1..<whole.count {
      #expect(throws: SecretKeyFile.OpeningError.self) {
        try SecretKeyFile(Self.guarded(Array(whole[..<end]))).open(passphrase: nil)
      }
    }
    for place in whole.indices {
      var changed = whole
      changed[place] ^= 0x01
      #expect(throws: SecretKeyFile.OpeningError.self) {
        try SecretKeyFile(Self.guarded(changed)).open(passphrase: nil)
      }
    }
  }

  @Test func `a public key file holds everything and is refused for each thing that is wrong`()
    throws
  {
    let (_, key) = try Self.make(passphrase: nil)
    #expect(try IssuerKey(json: Array(key.json.utf8)) == key)
    for (from, to) in [
      ("OKP", "EC"), ("Ed25519", "Ed448"), ("\"issuer\"", "\"issuers\""), ("\"CN-HA\"", "\"../x\""),
      ("2026-11-24T08", "2099-11-24T08"),
      ("\"use\": \"sig\"", "\"use\": 1"), ("{", "[{"), ("\"kid\": \"", "\"kid\": \"0"),
    ] {
      let text = key.json.replacing(from, with: to, maxReplacements: 1)
      #expect(text != key.json)
      #expect(throws: IssuerKey.ReadingError.self) { try IssuerKey(json: Array(text.utf8)) }
    }
    let secret = key.json.replacing("\"kty\"", with: "\"d\": \"AAAA\", \"kty\"", maxReplacements: 1)
    #expect(throws: IssuerKey.ReadingError.isSecret) { try IssuerKey(json: Array(secret.utf8)) }
  }
}
