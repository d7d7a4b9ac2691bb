@testable import HCodeBase
@testable import HCodeCore
import Testing

struct StatusListTokenTests {
  let made: StatusListFixture
  let list: StatusList

  init() throws {
    made = try StatusListFixture()
    list = try #require(StatusList(bytes: [0xC9, 0x44, 0xF9]))
  }

  private func read(_ file: [UInt8]) throws -> StatusList {
    try StatusListToken(bytes: file).verified(by: made.publicKey)
  }

  @Test func `a signed list is read as it was signed`() throws {
    let file = try StatusListToken.sign(list, scope: made.scope, key: made.key)
    let token = try StatusListToken(bytes: file)
    #expect(token.scope == made.scope)
    #expect(token.keyIdentifier == made.publicKey.identifier)
    #expect(try token.verified(by: made.publicKey) == list)
    #expect(try token.unverifiedList() == list)
    #expect(
      try made.file(
        made.claims(StatusListFixture.content(StatusListFixture.compressed(list.bytes)))
      )
      .count == file.count, "the faulty issuer makes right files too")
  }

  @Test func `another key's signature is not taken, and what is not signed is not inflated`() throws
  {
    let other = try StatusListFixture()
    let file = try StatusListToken.sign(list, scope: made.scope, key: made.key)
    #expect(
      try refusal { _ = try StatusListToken(bytes: file).verified(by: other.publicKey) }
        == .unknownSigner)
    let bomb = try made.file(made.claims(StatusListFixture.content([1, 2, 3])))
    for place in bomb.count - 64..<bomb.count {
      var changed = bomb
      changed[place] ^= 1
      #expect(try refusal { _ = try read(changed) } == .badSignature)
    }
  }

  @Test func `every truncation and every changed bit of a file is refused`() throws {
    let file = try StatusListToken.sign(list, scope: made.scope, key: made.key)
    for length in 0..<file.count {
      #expect(try refusal { _ = try read(Array(file.prefix(length))) } == .malformedList)
    }
    for place in 0..<file.count {
      for bit in 0..<8 {
        var changed = file
        changed[place] ^= 1 << bit
        #expect(try refusal { _ = try read(changed) } != nil)
      }
    }
    #expect(try refusal { _ = try read(file + [0]) } == .malformedList)
  }

  @Test func `a list that inflates to more than is allowed is refused though it is signed`() throws
  {
    let room = StatusList.maximumBytes
    let most = try StatusListFixture.compressed([UInt8](repeating: 0, count: room))
    #expect(
      try read(try made.file(made.claims(StatusListFixture.content(most)))).bytes.count == room)
    let bomb = try StatusListFixture.compressed([UInt8](repeating: 0, count: room + 1))
    #expect(
      try refusal { _ = try read(try made.file(made.claims(StatusListFixture.content(bomb)))) }
        == .tooLarge)
    #expect(
      try refusal { _ = try StatusListToken(bytes: [UInt8](repeating: 0, count: room + 1)) }
        == .tooLarge)
  }

  @Test func `what is wrong behind a valid signature is refused`() throws {
    let lst = try StatusListFixture.compressed(list.bytes)
    let right = StatusListFixture.content(lst)
    func with(_ place: Int, _ value: CBORValue) -> [(key: CBORValue, value: CBORValue)] {
      var claims = made.claims(right)
      claims[place].value = value
      return claims
    }
    var broken: [String: [(key: CBORValue, value: CBORValue)]] = [
      "uri with a space": with(0, .text("https://example.org/a b")),
      "uri empty": with(0, .text("")), "uri in bytes": with(0, .bytes([0x61])),
      "uri of 256": with(0, .text(String(repeating: "a", count: 256))),
      "uri not ASCII": with(0, .text("https://例.org")),
      "expiry negative": with(1, .integer(-1)), "expiry text": with(1, .text("2026")),
      "expiry after 9999": with(1, .integer(Timestamp.latest + 1)),
      "expiry at issue": with(1, .integer(made.scope.issued.seconds)),
      "issued negative": with(2, .integer(-1)), "ttl negative": with(3, .integer(-1)),
      "ttl text": with(3, .text("1d")), "content no map": with(4, .bytes(lst)),
      "bits 1": with(4, StatusListFixture.content(lst, bits: .unsigned(1))),
      "bits 8": with(4, StatusListFixture.content(lst, bits: .unsigned(8))),
      "bits text": with(4, StatusListFixture.content(lst, bits: .text("2"))),
      "lst text": with(4, .map([(.text("lst"), .text("a")), (.text("bits"), .unsigned(2))])),
      "no lst": with(4, .map([(.text("bits"), .unsigned(2))])),
      "aggregation": with(
        4,
        .map([
          (.text("lst"), .bytes(lst)), (.text("bits"), .unsigned(2)),
          (.text("aggregation_uri"), .text("https://example.org")),
        ])),
      "not compressed": with(4, StatusListFixture.content(list.bytes)),
      "no code": with(4, StatusListFixture.content(try StatusListFixture.compressed([]))),
      "bytes behind the stream": with(4, StatusListFixture.content(lst + [0])),
      "another claim": made.claims(right) + [(.unsigned(1), .text("CN-HA"))],
    ]
    for place in 0..<5 {
      var claims = made.claims(right)
      claims.remove(at: place)
      broken["no claim \(place)"] = claims
    }
    for (name, claims) in broken {
      #expect(try refusal { _ = try read(try made.file(claims)) } == .malformedList, "\(name)")
    }
    #expect(try refusal { _ = try read(try made.file(made.claims(right))) } == nil)
  }

  @Test func `another type, another tag and another spelling are refused`() throws {
    let content = StatusListFixture.content(try StatusListFixture.compressed(list.bytes))
    let delta = try made.file(made.claims(content), type: "application/hcode-status-delta+cbor")
    #expect(try refusal { _ = try read(delta) } == .malformedList)
    let file = try made.file(made.claims(content))
    #expect(try refusal { _ = try read([0xD8, 0x3D] + file) } == .malformedList, "CWT tag 61")
    #expect(try refusal { _ = try read(Array(file.dropFirst())) } == .malformedList, "no tag")
    // The same claims, a number one byte longer than it must be, signed as they are.
    var payload = CBORValue.map(made.claims(content)).encoded
    payload.replaceSubrange(1..<2, with: [0x18, 0x02])
    #expect(try refusal { _ = try read(try made.file(payload: payload)) } == .malformedList)
    // A code without a type in its header, as rule 7 of docs/format.md wants it.
    let code = try COSESign1.signed(
      CBORValue.map(made.claims(content)).encoded,
      header: COSEProtectedHeader(algorithm: .ed25519, keyIdentifier: made.publicKey.identifier),
      with: made.key
    ).cbor.encoded
    #expect(try refusal { _ = try read(code) } == .malformedList)
  }
}
