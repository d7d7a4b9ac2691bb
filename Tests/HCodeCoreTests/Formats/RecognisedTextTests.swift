@testable import HCodeFormats
import Testing

struct RecognisedTextTests {
  private func recognised(_ text: String) -> RecognisedText { RecognisedText(Array(text.utf8)) }

  @Test func `a format is told by its beginning and its shape`() {
    let signature = String(repeating: "A", count: 86)
    #expect(recognised("NZCP:/1/ABC") == .foreign(.nzcp))
    #expect(recognised("NZCP:/2/ABC") == .foreign(.nzcp))
    #expect(recognised("DC04FR000001\u{1F}ABC") == .foreign(.twoDDoc))
    #expect(
      recognised("https://bonjour.tousanticovid.gouv.fr/app/wallet?v=DC04")
        == .foreign(.twoDDoc))
    #expect(recognised(#"[ {"sig": {}, "data": {}} ]"#) == .foreign(.vdsnc))
    #expect(recognised(String(repeating: "A", count: 64) + "#{}") == .foreign(.il))
    for text in ["shc:/123", "SHC:/123", "shc:123", "eyJh.b.c", #"{"verifiableCredential":[]}"#] {
      #expect(recognised(text) == .foreign(.shc))
    }
    #expect(recognised("PK\u{3}\u{4}") == .foreign(.divoc))
    #expect(recognised(#"{"issuer":"a","proof":{}}"#) == .foreign(.divoc))
    #expect(recognised("KEY-1.abc.\(signature)") == .foreign(.nhs))
  }

  @Test func `what no network is needed for is decided, and the rest is named`() {
    for text in ["shlink:/eyJ1", "SHLINK:/eyJ1", "LT1:6BF"] {
      guard case .notOffline = recognised(text) else {
        Issue.record("\(text) is \(recognised(text))")
        continue
      }
    }
    #expect(recognised("https://example.org/DC04\u{1F}") == .webLink)
  }

  @Test(arguments: [
    "www.example.org", "1.2.3", "DC04FR", "DCAB\u{1F}", "{}", "[1]", "abc#{", "nzcp:/1/ABC", "",
  ])
  func `an everyday text is of no format`(text: String) {
    #expect(recognised(text) == .unknown)
  }
}
