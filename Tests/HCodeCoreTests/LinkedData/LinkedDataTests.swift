@testable import HCodeBase
@testable import HCodeFormats
@testable import HCodePaper
import Testing

struct LinkedDataTests {
  private static let context = LinkedDataContext(
    types: [
      "T": (
        "https://t.example/T",
        [
          "name": .init("https://t.example/name"), "knows": .init("https://t.example/knows", .iri),
          "when": .init("https://t.example/when", .dateTime),
          "inner": .init(
            "https://t.example/inner",
            inside: ["id": .init("https://t.example/id"), "deep": .init("https://t.example/deep")]),
        ]
      )
    ],
    unread: ["secret"])

  private func text(_ json: String) throws -> String {
    let object = try #require(JSONValue(Array(json.utf8)).object)
    let (dataset, _) = try LinkedDataReader.read(object, Self.context)
    return String(decoding: try URDNA2015.text(of: dataset), as: UTF8.self)
  }

  @Test func `members become statements, and what no context knows is left out`() throws {
    let statements = try text(
      #"{"type":"T","id":"did:Some Card:1","name":["a\"\\\n\tb",7,true,null],"knows":"urn:x","when":"2021","other":1}"#
    )
    #expect(
      statements == #"""
        <did:Some Card:1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://t.example/T> .
        <did:Some Card:1> <https://t.example/knows> <urn:x> .
        <did:Some Card:1> <https://t.example/name> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .
        <did:Some Card:1> <https://t.example/name> "a\"\\\n\#tb" .
        <did:Some Card:1> <https://t.example/name> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
        <did:Some Card:1> <https://t.example/when> "2021"^^<http://www.w3.org/2001/XMLSchema#dateTime> .

        """#)
  }

  @Test func `terms of a type are for its object, those of a member for all below it`() throws {
    let inner = try text(
      #"{"type":"T","inner":{"id":"no IRI","name":"x","inner":{},"deep":{"deep":"y"}}}"#)
    #expect(!inner.contains("name") && inner.contains(#"<https://t.example/id> "no IRI""#))
    #expect(inner.contains(#"<https://t.example/deep> "y""#))
    #expect(try text(#"{"name":"x"}"#).isEmpty, "without its type a term means nothing")
  }

  @Test(arguments: [
    #"{"@id":"urn:x"}"#, #"{"a:b":"c"}"#, #"{"secret":1}"#, #"{"type":"U"}"#, #"{"type":1}"#,
    #"{"id":1}"#, #"{"id":"x"}"#, #"{"id":":x"}"#, #"{"id":"_:x"}"#, #"{"id":"1a:x"}"#,
    #"{"id":"é:x"}"#,
    #"{"id":"a:> <b:c> <d:e> .\n<a:"}"#, #"{"id":"a:<b"}"#, #"{"id":"a:\\u003e"}"#,
    #"{"id":"a:\n"}"#,
    #"{"type":"T","name":1.5}"#, #"{"type":"T","name":1e3}"#,
    #"{"type":"T","name":9007199254740993}"#,
    #"{"type":"T","name":[["a"]]}"#, #"{"type":"T","when":1}"#, #"{"type":"T","knows":true}"#,
    #"{"type":"T","inner":{"@value":"x"}}"#,
  ])
  func `what is not plain is not read`(json: String) {
    #expect(throws: LinkedDataReader.Unread.self) { try text(json) }
  }

  @Test func `names of nameless nodes hang neither on the order of members nor of elements`() throws
  {
    let node = { (name: String) in #"{"name":"\#(name)","inner":{"deep":"\#(name)"}}"# }
    let some = try text(#"{"type":"T","inner":[\#(node("a")),\#(node("b")),\#(node("c"))]}"#)
    let other = try text(#"{"inner":[\#(node("c")),\#(node("a")),\#(node("b"))],"type":"T"}"#)
    #expect(some == other)
    let alike = try text(#"{"type":"T","inner":[{"deep":{"deep":"x"}},{"deep":{"deep":"x"}}]}"#)
    #expect(alike.contains("_:c14n4") && !alike.contains("_:c14n5"))
  }

  @Test func `nodes too many or too much alike are given up in good time`() throws {
    let alike = [String](repeating: #"{"deep":"x"}"#, count: 40).joined(separator: ",")
    let plain = try text(#"{"type":"T","inner":[\#(alike)]}"#)
    #expect(plain.contains("_:c14n40"), "alike, and of one thing that has a name: no work")
    let many = (0..<600).map { #"{"deep":"\#($0)"}"# }.joined(separator: ",")
    #expect(throws: LinkedDataReader.Unread.self) { try text(#"{"type":"T","inner":[\#(many)]}"#) }
    var nested = #"{"deep":"x"}"#
    for _ in 0..<3 { nested = #"{"deep":[\#(nested),\#(nested),\#(nested),\#(nested)]}"# }
    #expect(throws: URDNA2015.TooComplex.self) {
      try text(#"{"type":"T","inner":\#(nested)}"#)
    }
  }
}
