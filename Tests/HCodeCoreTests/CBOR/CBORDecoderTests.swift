@testable import HCodeBase
import Testing

struct CBORDecoderTests {
  @Test(.corpus)
  func `the examples of RFC 8949 appendix A are read, and the deterministic ones written again`()
    throws
  {
    let examples = try #require(try Corpus.json("crypto/cbor/appendix_a.json") as? [[String: Any]])
    #expect(examples.count > 70)
    // simple(24) in two bytes was an example of RFC 7049; RFC 8949 §3.3 calls it malformed.
    for example in examples where example["hex"] as? String != "f818" {
      let bytes = try Corpus.bytes(hex: try #require(example["hex"] as? String))
      let value = try CBORDecoder.decode(bytes, limits: .foreign)
      if example["roundtrip"] as? Bool == true { #expect(value.encoded == bytes) }
      for end in 0..<bytes.count {
        #expect(throws: CBORError.self) { try CBORDecoder.decode(bytes[..<end], limits: .foreign) }
      }
    }
  }

  /// RFC 8949 appendix F.1.
  static let malformed = """
    18 19 1a 1b 1901 1a0102 1b01020304050607 38 58 78 98 9a01ff00 b8 d8 f8 f900 fa0000 fb000000
    41 61 5affffffff00 5bffffffffffffffff010203 7affffffff00 7b7fffffffffffffff010203
    81 818181818181818181 8200 a1 a20102 a100 a2000000 c0
    5f4100 7f6100 9f 9f0102 bf bf01020102 819f 9f8000 9f9f9f9f9fffffffff 9f819f819f9fffffff
    1c 1d 1e 3c 3d 3e 5c 5d 5e 7c 7d 7e 9c 9d 9e bc bd be dc dd de fc fd fe
    f800 f801 f818 f81f 5f00ff 5f21ff 5f6100ff 5f80ff 5fa0ff 5fc000ff 5fe0ff 7f4100ff 5f5f4100ffff 7f7f6100ffff
    ff 81ff 8200ff a1ff a1ff00 a100ff a20000ff 9f81ff 9f829f819f9fffffffff bf00ff bf000000ff
    1f 3f df
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  @Test(arguments: malformed) func `what appendix F calls malformed is refused`(hex: String) throws
  {
    let bytes = try Corpus.bytes(hex: hex)
    #expect(throws: CBORError.self) { try CBORDecoder.decode(bytes, limits: .foreign) }
  }

  @Test func `limits hold before memory is taken`() throws {
    #expect(throws: CBORError.tooDeep(offset: 8)) {
      try CBORDecoder.decode([UInt8](repeating: 0x81, count: 100_000), limits: .native)
    }
    #expect(throws: CBORError.tooMany(offset: 0)) {
      try CBORDecoder.decode([0xBA, 0xFF, 0xFF, 0xFF, 0xFF], limits: .native)
    }
    #expect(throws: CBORError.tooMany(offset: 0)) {
      try CBORDecoder.decode([0x9B] + [UInt8](repeating: 0xFF, count: 8), limits: .foreign)
    }
    #expect(throws: CBORError.truncated(offset: 0)) {
      try CBORDecoder.decode([0x5B] + [UInt8](repeating: 0xFF, count: 8), limits: .foreign)
    }
    #expect(throws: CBORError.trailingBytes(offset: 1)) {
      try CBORDecoder.decode([0, 0], limits: .native)
    }
    #expect(throws: CBORError.invalidUTF8(offset: 0)) {
      try CBORDecoder.decode([0x61, 0xFF], limits: .native)
    }
  }

  @Test func `two spellings of one name are two values`() {
    #expect(CBORValue.text("Jos\u{E9}") != CBORValue.text("Jose\u{301}"))
  }

  @Test func `a key twice, an unsorted map and a null are not deterministic`() throws {
    for bytes in [[0xA2, 1, 1, 1, 1], [0xA2, 2, 1, 1, 1], [0xF6], [0x18, 1], [0x9F, 0xFF]]
      as [[UInt8]]
    {
      #expect(!(try CBORDecoder.decode(bytes, limits: .native)).isDeterministic(bytes))
    }
    let good: [UInt8] = [0xA2, 1, 1, 2, 1]
    #expect(try CBORDecoder.decode(good, limits: .native).isDeterministic(good))
  }
}
