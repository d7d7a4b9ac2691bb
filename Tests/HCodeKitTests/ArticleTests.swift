import Foundation
import HCodeKit
import Testing

/// The articles of the documentation: their code is these snippets, and the snippets do what the articles say.
struct ArticleTests {
  static let articles = ["IssueACode", "ScanAPicture", "VerifyAText", "ReadAForeignCertificate"]

  @Test func `each article has its test`() throws {
    let folder = Place.checkout.appendingPathComponent("Sources/HCodeKit/HCodeKit.docc")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .map { ($0 as NSString).deletingPathExtension }
    #expect(Set(names) == Set(Self.articles + ["HCodeKit"]))
  }

  @Test func `the code of the library's page is its snippet`() throws {
    try checkCode(of: "docs/library.md", is: "UseItAsALibrary")
  }

  @Test(arguments: articles) func `the code of an article is its snippet`(_ name: String) throws {
    try checkCode(of: "Sources/HCodeKit/HCodeKit.docc/\(name).md", is: name)
  }

  private func checkCode(of page: String, is name: String) throws {
    let article = try Place.text(page)
    let source = try Place.text("Tests/HCodeKitTests/Snippets/\(name).swift")
    let blocks = article.components(separatedBy: "```swift\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    let snippet = try #require(
      source.components(separatedBy: "  // snippet\n").last?
        .components(separatedBy: "  // end\n").first)
    let lines = snippet.components(separatedBy: "\n").map {
      $0.hasPrefix("  ") ? String($0.dropFirst(2)) : $0
    }
    #expect(blocks == [lines.joined(separator: "\n")])
  }

  @Test func `what the first article issues, the second lets pass`() throws {
    try Place.within { folder in
      let picture = try issueACode(in: folder)
      #expect(try scanAPicture(picture, trusting: folder + "/CN-HA.pub"))
      try Place.within { other in
        _ = try Issuer.makeKeyPair("CN-HA", name: "Another", in: other, .unsealed, at: .now)
        #expect(try !scanAPicture(picture, trusting: other + "/CN-HA.pub"))
      }
    }
  }

  @Test func `what the library's page does opens the gate`() throws {
    try Place.within { folder in
      _ = try Issuer.makeKeyPair("CN-HA", name: "Henan", in: folder, .unsealed, at: .now)
      #expect(
        try useItAsALibrary(
          keyFile: folder + "/CN-HA.key", publicKeyFile: folder + "/CN-HA.pub"))
    }
  }

  @Test func `a text is judged by a store`() throws {
    try Place.within { folder in
      let now = try #require(Instant(rfc3339: "2026-11-24T10:00:00Z"))
      let issuer = try Issuer.makeKeyPair("CN-HA", name: "Henan", in: folder, .unsealed, at: now)
      try MadeStore.of(
        publicKeyFile: folder + "/CN-HA.pub", at: now.seconds, in: folder + "/store")
      let day = now.advanced(bySeconds: 86_400)
      func told(_ claims: Claims, at time: Instant) throws -> String {
        try verifyAText(
          issuer.issue(claims, at: now).text, store: folder + "/store", at: time)
      }
      let green = Claims(.green, until: day, holder: Holder(name: "张小明"))
      #expect(try told(green, at: now) == "pass: 张小明")
      #expect(try told(green, at: day) == "stop: expired")
      let yellow = Claims(
        .yellow, until: day, justification: Justification(.closeContact, authority: "Order 7"))
      #expect(try told(yellow, at: now) == "to the desk: as-signed")
      #expect(
        try verifyAText("HCODE1:X", store: folder + "/store", at: now).hasPrefix("stop: malformed"))
      #expect(try verifyAText("hello", store: folder + "/store", at: now).hasPrefix("not known: "))
    }
  }

  @Test func `a certificate of New Zealand is read`() throws {
    try Place.within { folder in
      let now = try #require(Instant(seconds: 1_650_000_000))
      try MadeStore.of(
        nzcp: Place.bytes("Tests/Corpus/nzcp/trust/alpha.json"), at: now.seconds, in: folder)
      let text = try Place.text("Tests/Corpus/nzcp/cases/made-ok.txt")
        .trimmingCharacters(in: .newlines)
      let lines = try readAForeignCertificate([text], store: folder, at: now)
      #expect(lines.first == "Mere Walker, by did:web:nzcp.alpha.example.nz")
      let answer = try Gate(store: folder).answer(to: text, at: now)
      #expect(answer.format == .nzcp)
      #expect((answer.verdict, answer.reason) == (.undecided, "no-rules"))
      #expect(answer.statement?.holder?.birthDate == "1984-07-21")
      let altered = String(text.dropLast(8)) + "AAAAAAAA"
      #expect(try Gate(store: folder).answer(to: altered, at: now).verdict == .forged)
      #expect(try Gate(store: folder).answer(to: altered, at: now).statement == nil)
    }
  }
}
