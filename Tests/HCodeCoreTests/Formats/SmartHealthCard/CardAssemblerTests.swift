@testable import HCodeBase
@testable import HCodeFormats
@testable import HCodeTrust
import Testing

struct CertificatePartsTests {
  private var parts = CardAssembler()

  /// What comes of a text: its texts as they are, verdicts by their reason.
  private mutating func take(_ text: String) -> [String] {
    Self.words(parts.take(Array(text.utf8)))
  }

  private static func words(_ pieces: [CardAssembler.Piece]) -> [String] {
    pieces.map { piece in
      switch piece {
      case .text(let text): String(decoding: text, as: UTF8.self)
      case .verdict(let verdict, _): verdict.reasons[0].rawValue
      }
    }
  }

  @Test mutating func `parts in any order make the one text`() {
    #expect(take("shc:/3/3/5555").isEmpty)
    #expect(take("shc:/1/3/1111").isEmpty)
    #expect(take("HCODE1:A") == ["HCODE1:A"], "what is no part goes its own way")
    #expect(take("shc:/1/3/1111").isEmpty, "the same once more is harmless")
    #expect(parts.progress == "of 3 parts 1, 3 are here, 2 is missing")
    #expect(take("shc:/2/3/3333") == ["shc:/111133335555"])
    #expect(!parts.isWaiting)
    #expect(Self.words(parts.finish()).isEmpty)
  }

  @Test mutating func `a card is whole again when it is shown again`() {
    for _ in 0..<3 {
      #expect(take("shc:/1/2/1111").isEmpty)
      #expect(take("shc:/2/2/2222") == ["shc:/11112222"])
    }
    #expect(take("shc:/2/2/2222").isEmpty)
    #expect(Self.words(parts.finish()).isEmpty, "one part of it is no new card")
  }

  @Test mutating func `a part shown once too often does not spoil the next card`() {
    _ = take("shc:/1/2/1111")
    _ = take("shc:/2/2/2222")
    #expect(take("shc:/2/2/2222").isEmpty)
    #expect(take("shc:/1/2/3333").isEmpty)
    #expect(take("shc:/2/2/4444") == ["shc:/33334444"])
  }

  @Test mutating func `parts that contradict one another are told, and the newest begins anew`() {
    #expect(take("shc:/1/2/1111").isEmpty)
    #expect(take("shc:/1/2/3333") == ["bad-chunk"])
    #expect(take("shc:/2/3/3333") == ["bad-chunk"])
    #expect(Self.words(parts.finish()) == ["missing-chunk"])
    #expect(take("shc:/1/2/1111").isEmpty)
  }

  private mutating func takePart(_ text: String, _ number: Int, of whole: String) throws -> [String]
  {
    let part = try #require(SymbolPart(number: number, of: 3, parity: whole.utf8.reduce(0, ^)))
    return Self.words(parts.take(Array(text.utf8), part: part))
  }

  @Test mutating func `symbols of one message are joined, and several messages may be open`() throws
  {
    #expect(try takePart("DE1:", 3, of: "HCODE1:").isEmpty)
    #expect(try takePart("shc:", 1, of: "shc:/123").isEmpty)
    #expect(try takePart("CO", 2, of: "HCODE1:").isEmpty)
    #expect(parts.isWaiting)
    #expect(try takePart("H", 1, of: "HCODE1:") == ["HCODE1:"])
    #expect(try takePart("H", 1, of: "HCODE1:").isEmpty, "it is still in view")
    #expect(Self.words(parts.finish()) == ["missing-chunk"], "of the other one")
  }

  @Test mutating func `symbols whose sum is not the stated one make no message`() throws {
    _ = try takePart("H", 1, of: "HCODE1:")
    _ = try takePart("CO", 2, of: "HCODE1:")
    #expect(try takePart("DE2:", 3, of: "HCODE1:") == ["bad-chunk"])
  }

  @Test mutating func `however many messages begin, few are held`() throws {
    var missing = 0
    for parity in UInt8.min...UInt8.max {
      let part = try #require(SymbolPart(number: 1, of: 2, parity: parity))
      missing += parts.take([0], part: part).count
    }
    #expect(missing + parts.finish().count == 256, "each of them is told")
    #expect(!parts.isWaiting)
  }

  @Test(arguments: [
    "shc:/0/2/11", "shc:/3/2/11", "shc:/1/100/11", "shc:/01/2/11", "shc:/1/2/", "shc:/1/2/1",
    "shc:/1/2/99", "shc:/1/2/1a", "shc:/1/2/11/", "shc:/1/2", "shc:/1/1/1111", "shc:/1111",
  ])
  func `what is no sound part is judged by itself`(text: String) {
    var test = self
    #expect(test.take(text) == [text])
  }

  @Test mutating func `a file is its cards`() {
    let file = #"{"verifiableCredential": ["eyJh.b.c", "eyJd.e.f"]}"#
    #expect(take(file) == ["eyJh.b.c", "eyJd.e.f"])
    for broken in [
      #"{"verifiableCredential": []}"#, #"{"verifiableCredential": [1]}"#,
      #"{"verifiableCredential": "eyJh.b.c"}"#, #"{"verifiableCredential": ["#,
    ] {
      #expect(take(broken) == [broken])
      #expect(throws: ForeignFailure.self) { try SmartHealthCard.decode(Array(broken.utf8)) }
    }
  }

  /// However many strangers' parts come, no more than one card is held.
  @Test mutating func `memory is bounded`() {
    for number in 0..<10_000 { _ = take("shc:/\(number % 99 + 1)/99/\(1000 + number % 50)") }
    #expect(Self.words(parts.finish()).count <= 1)
  }
}
