@testable import HCodeBase
import Testing

struct Base45Tests {
  @Test(.corpus) func `the published vectors are encoded, decoded and refused as they say`() throws
  {
    let vectors = try #require(try Corpus.json("crypto/base45/vectors.json") as? [String: Any])
    let good = try #require(vectors["good"] as? [[String: String]])
    for vector in good {
      let bytes = try Corpus.bytes(hex: vector["hex"] ?? "")
      let text = Array((vector["base45"] ?? "").utf8)
      #expect(Base45.encode(bytes) == text)
      #expect(try Base45.decode(text) == bytes)
    }
    #expect(good.count >= 10)
    let bad = try #require(vectors["bad"] as? [Any])
    for entry in bad {
      let text = try #require(entry as? String ?? (entry as? [String: String])?["base45"])
      #expect(throws: Base45.DecodingError.self) { try Base45.decode(Array(text.utf8)) }
    }
    #expect(bad.count >= 5)
  }

  @Test func `every pair of bytes comes back, and every single one`() throws {
    for high in 0...255 as ClosedRange<UInt8> {
      #expect(try Base45.decode(Base45.encode([high])) == [high])
      for low in stride(from: 0, through: 255, by: 5) {
        #expect(try Base45.decode(Base45.encode([high, UInt8(low)])) == [high, UInt8(low)])
      }
    }
  }

  @Test func `each refusal says where`() {
    #expect(throws: Base45.DecodingError.notInAlphabet(offset: 2)) {
      try Base45.decode(Array("ABa".utf8))
    }
    #expect(throws: Base45.DecodingError.leftoverCharacter(offset: 3)) {
      try Base45.decode(Array("BB8B".utf8))
    }
    #expect(throws: Base45.DecodingError.groupTooLarge(offset: 0)) {
      try Base45.decode(Array("GGW".utf8))
    }
    #expect(throws: Base45.DecodingError.groupTooLarge(offset: 3)) {
      try Base45.decode(Array("BB8::".utf8))
    }
  }
}
