@testable import HCodeBase
@testable import HCodeCore
import Testing

struct ZlibTests {
  @Test func `only whole zlib streams with a right checksum and nothing behind are taken`()
    throws
  {
    let file = try #require(try Corpus.json("crypto/bombs/zlib-odd.json") as? [String: Any])
    let cases = try #require(file["cases"] as? [[String: Any]])
    for test in cases {
      let stream = try Corpus.bytes(hex: try #require(test["hex"] as? String))
      let list = (try? Zlib.inflate(stream, limit: 1 << 20)).flatMap { StatusList(bytes: $0) }
      #expect((list != nil) == (test["expect"] as? String == "accept"), "\(test["name"] ?? "")")
    }
    #expect(cases.count == 7)
  }

  @Test func `what comes out may be as long as the bound and not a byte longer`() throws {
    for count in [0, 1, 65_535, 65_536, 65_537, 300_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) }
      let stream = try #require(Zlib.Compressor(level: 6)?.compress(bytes))
      #expect(try Zlib.inflate(stream, limit: count) == bytes)
      #expect(try Zlib.inflate(stream, limit: 1 << 20) == bytes)
      if count > 0 {
        #expect(throws: Zlib.InflateError.tooLarge) { try Zlib.inflate(stream, limit: count - 1) }
      }
      #expect(throws: Zlib.InflateError.trailingBytes) {
        try Zlib.inflate(stream + [0], limit: 1 << 20)
      }
    }
  }

  /// The bits behind the last block fill the byte and say nothing.
  @Test func `no truncated and no changed stream gives other bytes`() throws {
    let bytes = (0..<200).map { UInt8($0) }
    let stream = try StatusListFixture.compressed(bytes)
    for length in 0..<stream.count {
      #expect((try? Zlib.inflate(Array(stream.prefix(length)), limit: 1 << 20)) == nil)
    }
    for place in 2..<stream.count {
      var changed = stream
      changed[place] ^= 0x10
      #expect((try? Zlib.inflate(changed, limit: 1 << 20)) ?? bytes == bytes)
    }
  }

  @Test func `a bomb stops at the bound`() throws {
    let bomb = try StatusListFixture.compressed([UInt8](repeating: 0, count: 64 << 20))
    #expect(bomb.count < 128 << 10)
    #expect(throws: Zlib.InflateError.tooLarge) { try Zlib.inflate(bomb, limit: 16 << 20) }
  }

  /// Stored blocks: RFC 1951 §3.2.4.
  @Test func `a bare stream is one without a header, and a wrapped one is none`() throws {
    let stored: [UInt8] = [1, 3, 0, 0xFC, 0xFF, 0x61, 0x62, 0x63]
    #expect(try Zlib.inflate(stored, wrapper: .none, limit: 3) == Array("abc".utf8))
    #expect(throws: Zlib.InflateError.tooLarge) {
      try Zlib.inflate(stored, wrapper: .none, limit: 2)
    }
    #expect(throws: Zlib.InflateError.trailingBytes) {
      try Zlib.inflate(stored + [0], wrapper: .none, limit: 3)
    }
    for length in 0..<stored.count {
      #expect(throws: Zlib.InflateError.malformed) {
        try Zlib.inflate(Array(stored.prefix(length)), wrapper: .none, limit: 3)
      }
    }
    let wrapped = try StatusListFixture.compressed(Array("abc".utf8))
    #expect(throws: Zlib.InflateError.self) {
      try Zlib.inflate(wrapped, wrapper: .none, limit: 1 << 20)
    }
    let bare = Array(wrapped.dropFirst(2).dropLast(4))
    #expect(try Zlib.inflate(bare, wrapper: .none, limit: 1 << 20) == Array("abc".utf8))
  }
}
