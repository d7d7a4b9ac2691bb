import Foundation
@testable import HCodeBase
import Testing

struct JSONValueTests {
  @Test(arguments: [
    #"{"a":[1,-0.5e+3,true,false,null,"x"],"b":{}}"#, #" [ ] "#, #""\u0041\n\"\\\/😀""#, "0", "\"\"",
  ])
  func `what is JSON is read`(text: String) throws { _ = try JSONValue(Array(text.utf8)) }

  @Test(arguments: [
    "", "{", "{\"a\":1,}", "[1,]", "01", "+1", "1.", ".5", "1e", "tru", "nul", "\"a", "\"\u{01}\"",
    "\"\\x\"", "\"\\u12\"",
    "\"\\ud800\"", "\"\\udc00\"", "'a'", "1 2", "{a:1}", "{\"a\" 1}", "\u{FEFF}1", "NaN",
  ])
  func `what is not JSON is malformed`(text: String) {
    #expect {
      try JSONValue(Array(text.utf8))
    } throws: { error in
      if case .malformed = error as? JSONValue.ReadingError { true } else { false }
    }
  }

  @Test func `a name twice, a depth and a byte that is no text are refused`() {
    #expect(throws: JSONValue.ReadingError.duplicateName(offset: 7)) {
      try JSONValue(Array(#"{"a":1,"a":2}"#.utf8))
    }
    #expect(throws: JSONValue.ReadingError.tooDeep(offset: 16)) {
      try JSONValue([UInt8](repeating: 0x5B, count: 100_000))
    }
    let nested = [UInt8](repeating: 0x5B, count: 20) + [UInt8](repeating: 0x5D, count: 20)
    #expect(throws: Never.self) { try JSONValue(nested, maximumDepth: 20) }
    #expect(throws: JSONValue.ReadingError.tooDeep(offset: 19)) {
      try JSONValue(nested, maximumDepth: 19)
    }
    #expect(throws: JSONValue.ReadingError.malformed(offset: 0)) {
      try JSONValue([0x22, 0xFF, 0x22])
    }
  }

  @Test func `hostile texts come through JSON unchanged and harmless`() throws {
    let corpus = try #require(try Corpus.json("crypto/hostile-text/strings.json") as? [String: Any])
    for entry in try #require(corpus["cases"] as? [[String: String]]) {
      let text = try #require(entry["text"])
      let quoted = JSONText.quoted(text)
      #expect(!quoted.unicodeScalars.contains(where: HealthText.isForbidden))
      #expect(
        try JSONDecoder().decode(String.self, from: Data(quoted.utf8)).utf8.elementsEqual(text.utf8)
      )
      #expect(try JSONValue(Array(quoted.utf8)) == .string(text))
    }
  }
}
