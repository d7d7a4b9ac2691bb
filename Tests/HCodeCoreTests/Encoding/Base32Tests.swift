@testable import HCodeBase
import Testing

struct Base32Tests {
  @Test(arguments: [
    ("", ""), ("MY", "f"), ("MZXQ", "fo"), ("MZXW6", "foo"), ("MZXW6YQ", "foob"),
    ("MZXW6YTB", "fooba"), ("MZXW6YTBOI", "foobar"),
  ])
  func `the vectors of RFC 4648 are read without their padding`(text: String, bytes: String) throws
  {
    #expect(try Base32.decode(Array(text.utf8)) == Array(bytes.utf8))
  }

  @Test func `a text has one spelling`() {
    // MZ leaves bits that are not 0 behind; one, three and six characters are no whole bytes.
    for text in ["MZ", "M", "MZX", "MZXW6Y"] {
      #expect(throws: Base32.DecodingError.illegalEnd) { try Base32.decode(Array(text.utf8)) }
    }
  }

  @Test func `what is not in the alphabet is refused with its place`() {
    for (text, offset) in [("MZXW6Y0B", 6), ("my", 0), ("MY======", 2), ("MZ XW", 2)] {
      #expect(throws: Base32.DecodingError.illegalCharacter(offset: offset)) {
        try Base32.decode(Array(text.utf8))
      }
    }
  }
}
