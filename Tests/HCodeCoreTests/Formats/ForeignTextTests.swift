import Foundation
@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeFormats
@testable import HCodeTrust
import Testing

/// No keys of any format.
private struct NoTrust: TrustSource {
  var timeEvidence: TimeEvidence { TimeEvidence() }
  var holdsNothing: Bool { false }
  func keyRecord(_ identifier: KeyIdentifier) -> KeyRecord { KeyRecord() }
  func speaker(for issuer: IssuerIdentifier) -> IssuerIdentifier? { nil }
  func isLogged(_ key: [UInt8], in log: LogFacts) -> Bool { false }
  func status(of index: UInt32, in list: StatusListFacts) -> CodeStatus? { nil }
  func foreignRecords(_ name: ForeignKeyName) -> [ForeignRecord] { [] }
  func rules(over payload: BusinessRule.Payload) -> [RulesInForce] { [] }
}

struct ForeignTextTests {
  /// Two genuine texts of each corpus that is there.
  private static func texts(_ format: String) throws -> [[UInt8]] {
    try Corpus.places(format).flatMap { folder in
      let data = try Data(contentsOf: folder.appendingPathComponent("cases.json"))
      let manifest = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let cases = try #require(manifest["cases"] as? [[String: Any]])
      return try cases.filter { $0["expect"] as? String == "accept" }.prefix(2).map { entry in
        let file = try #require((entry["input"] as? [String])?.first)
        return try Array(Data(contentsOf: folder.appendingPathComponent(file)))
      }
    }
  }

  @Test(arguments: ["nzcp", "il", "nhs", "2ddoc", "vdsnc", "nl", "shc", "divoc"])
  func `without keys nothing is genuine, and a text that is cut off or altered never traps`(
    format: String
  ) throws {
    let verifier = Verifier(trust: NoTrust(), timeFrom: .question)
    let now = try #require(Timestamp(seconds: 1_640_995_200))
    let texts = try Self.texts(format)
    #expect(!texts.isEmpty)
    for text in texts {
      #expect(!verifier.verdict(on: text, at: now).isGenuine)
      for end in stride(from: 0, to: text.count, by: max(5, text.count / 300)) {
        #expect(!verifier.verdict(on: Array(text[..<end]), at: now).isGenuine)
      }
      for offset in stride(from: 0, to: text.count, by: max(3, text.count / 500)) {
        var altered = text
        altered[offset] ^= 1 << UInt8(offset % 8)
        #expect(!verifier.verdict(on: altered, at: now).isGenuine)
        _ = RecognisedText(altered).format.map { try? ForeignStatement(unverified: altered, $0) }
      }
    }
  }

  @Test(arguments: [CertificateFormat.nzcp, .il, .nhs, .twoDDoc, .vdsnc, .nl, .shc, .divoc])
  func `trust material that is cut off or altered is read or refused, and never traps`(
    format: CertificateFormat
  ) throws {
    let reader = try #require(format.reader)
    let files = try Corpus.places("\(format.rawValue)/trust").flatMap { folder in
      try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    }
    for url in files {
      let file = try Array(Data(contentsOf: url))
      for end in stride(from: 0, to: file.count, by: max(97, file.count / 50)) {
        _ = try? reader.trustMaterial(Array(file[..<end]))
      }
      for offset in stride(from: 0, to: file.count, by: max(61, file.count / 50)) {
        var altered = file
        altered[offset] ^= 0x11
        _ = try? reader.trustMaterial(altered)
      }
    }
  }

  @Test func `material is kept under its name, replaced, forgotten, and refused past its end`()
    throws
  {
    let now = try #require(Timestamp(seconds: 1_640_995_200))
    var holdings = TrustHoldings()
    let keys = Array(#"{"keys":[]}"#.utf8)
    func request(source: String? = nil, lifetime: Int64? = nil) -> ForeignImportRequest {
      var request = ForeignImportRequest(.nhs, source: source, lifetime: lifetime)
      request.allowsEmpty = true
      return request
    }
    let (held, outcome) = try holdings.takeForeign(keys, request(lifetime: 3600), at: now)
    #expect(outcome == .added)
    #expect(held.facts.expires == now.advanced(bySeconds: 3600))
    let again = try holdings.takeForeign(keys, request(), at: now).1
    #expect(again == .alreadyHeld)
    let other = try holdings.takeForeign(keys, request(source: "x"), at: now).0
    #expect(other.facts.name == "nhs/x")
    let before = holdings
    #expect(throws: ImportRefusal.self) {
      var holdings = before
      _ = try holdings.takeForeign(keys, request(lifetime: 0), at: now)
    }
    #expect(throws: ImportRefusal.self) {
      var holdings = before
      _ = try holdings.takeForeign(keys, ForeignImportRequest(.hcode), at: now)
    }
    #expect([true, false] == [0, 1].map { _ in holdings.forgetForeign("nhs") })
  }
}
