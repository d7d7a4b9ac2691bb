@testable import HCodeBase
import Testing

@Suite struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func `the vectors of RFC 4648 §10 read and write`(plain: String, text: String) {
    #expect(Base64.encode(Array(plain.utf8)) == text)
    #expect(Base64.decode(text) == Array(plain.utf8))
  }

  @Test func `every byte has one spelling, and no other character stands for it`() {
    for character in UInt8.min...UInt8.max {
      // Two bytes in UTF-8 from 128 on, which makes two characters too many; so two of four are replaced.
      let scalar = Character(Unicode.Scalar(character))
      let text = character < 0x80 ? "AAA\(scalar)" : "AA\(scalar)"
      if let bytes = Base64.decode(text) {
        #expect(Base64.encode(bytes) == text)
      }
      #expect(character < 0x80 || Base64.decode(text) == nil)
      #expect(character < 0x80 || Base64.decodeURL(text) == nil)
      #expect(character < 0x80 || Base64.decodeWrapped(text) == nil)
      #expect(character < 0x80 || Base64.decodeAny(text) == nil)
    }
    for scalar in (0x80...0x7FF).compactMap(Unicode.Scalar.init) {
      #expect(Base64.decode("AA\(Character(scalar))") == nil)
    }
  }
}
