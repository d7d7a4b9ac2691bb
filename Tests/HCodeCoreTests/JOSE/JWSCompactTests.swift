@testable import HCodeBase
@testable import HCodeFormats
import Testing

struct JWSCompactTests {
  private func reason(_ text: String) -> VerdictReason? {
    do throws(MalformedCode) {
      _ = try JWSCompact(Array(text.utf8)[...]).headerMembers()
      return nil
    } catch { return error.reason }
  }

  @Test func `three parts are taken apart and nothing is added to what is signed`() throws {
    let jws = try JWSCompact(Array("eyJhIjoxfQ.cGF5.c2ln".utf8)[...])
    #expect(try jws.headerMembers() == ["a": .number("1")])
    #expect(jws.signingInput == Array("eyJhIjoxfQ.cGF5".utf8))
    #expect(try JWSCompact.bytes(jws.payload, "payload") == Array("pay".utf8))
    #expect(try JWSCompact(Array("eyJhIjoxfQ..c2ln".utf8)[...]).payload.isEmpty)
  }

  @Test(arguments: ["", "a", "a.b", "a.b.c.d", ".b.c", "..", "..."])
  func `another number of parts is another structure`(text: String) {
    #expect(reason(text) == .malformedStructure)
  }

  /// `eyJhIjoxfR` ends in bits that say nothing and are not zero.
  @Test(arguments: [
    "eyJhIjoxfQ==.b.c", "eyJhIjoxfR.b.c", "eyJh+joxfQ.b.c", "eyJh jox.b.c", "é.b.c", "e.b.c",
  ])
  func `a header has one spelling in base64url`(text: String) {
    #expect(reason(text) == .malformedEncoding)
  }

  @Test(arguments: ["W10", "MQ", "eyJhIjoxLCJhIjoxfQ", "77u_e30", "e30g_w"])
  func `a header is one JSON object, no member twice`(header: String) {
    #expect([.malformedStructure, .malformedEncoding].contains(reason(header + ".b.c")))
  }
}
