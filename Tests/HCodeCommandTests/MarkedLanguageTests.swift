@testable import HCodeDesk
@testable import HCodeBase
@testable import HCodeFormats
@testable import HCodeGate
@testable import HCodePaper
@testable import HCodePictures
@testable import HCodeTrust
import Testing

@testable import HCodeCore
@testable import hcode

/// A third language is one file, `Marked.swift`. What is printed in it holds no English word outside its brackets: all words come
/// from a catalogue.
@Suite struct MarkedLanguageTests {
  static let marked = Language(tag: "qaa", texts: Marked())

  /// What is printed and in no language: names of programs, the words of options, tags of languages and countries.
  private static let data: Set<String> = [
    // What the kernel calls its parts.
    "Landlock", "seccomp",
    "libsodium", "libqrencode", "zbar", "zxing", "rsvg", "convert", "pango", "curl", "dwebp",
    "heif",
    "thumbnailer", "giftopnm", "pdftoppm", "pcr", "vaccination", "recovery", "https", "AT", "en",
    "zh", "deb", "CN", "pupil",
  ]

  /// Words of two letters or more that no catalogue gave. Hexadecimal may spell words, and times have a T and a Z.
  private static func strays(_ text: String, except data: Set<String> = data) -> [String] {
    let bare = text.replacing(#/⟦[^⟦⟧]*⟧/#, with: " ")
      .replacing(#/\b[0-9a-f]{8,}\b/#, with: "").replacing(#/\d[\dTZ:-]{18}Z?/#, with: "")
    return bare.split { !($0.isLetter && $0.isASCII) }.map(String.init)
      .filter { $0.count > 1 && !data.contains($0) }
  }

  @Test func `a stray word is found`() {
    #expect(Self.strays("⟦until ⟧12:00 and ⟦more⟧ 张") == ["and"])
  }

  private func lines(_ finding: Finding) -> [String] {
    [VerdictLine(language: Self.marked, usesColour: false).text(finding, namesSource: true)]
      + Explanation(finding: finding, language: Self.marked).lines
  }

  @Test func `verdict lines and explanations`() throws {
    var samples = try Samples()
    let later = try Samples.time("2027-11-24T10:00:00Z")
    var findings = [
      try samples.verdict(.green), try samples.verdict(.yellow), try samples.verdict(.red),
      try samples.verdict(.green, at: later), .none(.noCode, detail: ""),
      .forged(.badSignature, detail: ""), .undecided(.unknownIssuer, detail: "", nil),
    ]
    samples.isRecognised = true
    findings.append(try samples.verdict(.green))
    samples.isLogged = false
    findings.append(try samples.verdict(.yellow, at: samples.now.advanced(bySeconds: 6 * 3600)))
    for status in [CodeStatus.suspended, .revoked, .raisedToRed] {
      samples.status = status
      findings.append(try samples.verdict(.green))
    }
    let words = Set(findings.map(\.word))
    #expect(words == ["green", "yellow", "red", "refused", "none", "forged", "undecided"])
    for verdict in findings {
      var finding = Finding(verdict: verdict, format: .hcode, source: "1", page: 2, at: samples.now)
      finding.ignoredTexts = 3
      finding.mended = RepairedText(
        text: [], layouts: ["1"], lock: .caps, isFullWidth: true, isAsTyped: false)
      for line in lines(finding) {
        #expect(line.contains("⟦") && line.contains("⟧"))
        // What exactly is wrong stands in brackets of its own behind the sentence, for whoever has to find out.
        #expect(Self.strays(line.replacing(#/\[[a-z-]+: .*?\]/#, with: "")) == [], "\(line)")
      }
    }
  }

  @Test func `a proof from the log`() throws {
    let samples = try Samples()
    let finding = Finding(verdict: try samples.verdict(.red), format: .hcode, at: samples.now)
    let explanation = Explanation(finding: finding, language: Self.marked)
    #expect(explanation.lines.count > 8)
    for line in explanation.lines { #expect(Self.strays(line) == [], "\(line)") }
  }

  @Test func `certificates of other formats`() throws {
    let samples = try Samples()
    var statement = ForeignStatement(.dcc)
    statement.issuer = "9"
    statement.expires = samples.now
    statement.evidence = EvidenceKind.allCases.map { kind in
      var fact = ForeignStatement.Fact(kind)
      (fact.result, fact.dose, fact.of) = (.negative, 1, 2)
      return fact
    }
    let parts = ForeignLine(language: Self.marked)
      .parts(of: statement, issuerName: nil, .undecided(.noRules, detail: "", nil))
    #expect(parts.count > 5)
    for part in parts { #expect(Self.strays(part) == [], "\(part)") }
  }

  @Test func `doctor`() throws {
    let findings = try CatalogueTexts(samples: Samples(), texts: Marked()).findings()
    let results =
      findings.map { CheckResult.fault(.clock, $0) }
      + CheckResult.Check.allCases.flatMap { [.ok($0, .noRules), .warning($0, .noRules)] }
    for result in results {
      let line = CheckLine(language: Self.marked, usesColour: false).text(result)
      #expect(Self.strays(line) == [], "\(line)")
    }
  }

  @Test func `the store, and a list before it is signed`() throws {
    let samples = try Samples()
    let words = TrustText(language: Self.marked, now: samples.now)
    let held = HeldStatusList(
      facts: samples.statusListFacts, signer: samples.officers[0].keyIdentifier, count: 7, url: nil,
      tallies: [])
    let lines =
      [words.headline(samples.list), words.headline(try samples.heldRules())]
      + samples.list.issuers.flatMap { issuer in
        words.lines(issuer) { _ in held } + words.lines(issuer) { _ in nil }
      }
      + TrustListText(language: Self.marked)
      .summary(samples.list, payload: Digest(of: []))
    #expect(lines.count > 20)
    for line in lines { #expect(Self.strays(line) == [], "\(line)") }
  }

  @Test func `every text of the catalogue, which glues no word of its own`() throws {
    // An audit counts reasons, and a second officer reads them, by the words of the options and of JSON.
    let reasons = Set(
      (StatusReason.allCases.map(\.word) + ChangeReason.allCases.map(\.word))
        .flatMap { $0.split(separator: "-") }.map(String.init))
    for (_, text) in try CatalogueTexts(samples: Samples(), texts: Marked()).all() {
      // A refusal's name is the same in every language.
      let names = Self.data.union(reasons).union(["rollback", "WHAT"])
      #expect(Self.strays(text, except: names) == [], "\(text)")
    }
  }

  @Test(arguments: Card.Colour.allCases)
  func `cards and labels take any list of languages`(colour: Card.Colour) throws {
    let symbol = try QREncoder.encode(Array("HCODE1:".utf8), errorCorrection: .low)
    for languages in [[Self.marked], [.chinese, Self.marked]] {
      let card = Card(
        colour: colour, symbol: symbol, holderName: "张", documentTail: "1", validUntil: "2",
        issuerName: "3", issuerIdentifier: "4",
        captions: languages.map { $0.texts.captions(colour) })
      let svg = card.svg()
      for language in languages {
        let captions = language.texts.captions(colour)
        for text in [captions.colour, captions.validUntil, captions.issuedBy] {
          #expect(svg.contains(text.prefix(4)))
        }
      }
    }
    let samples = try Samples()
    guard case .healthCode(let code)? = try samples.verdict(.green).certificate else {
      Issue.record("no certificate")
      return
    }
    let label = Label(
      code.claims, issuerName: "河南", symbol: symbol, words: PrintedWords(languages: [Self.marked]),
      answers: PaperAnswers())
    #expect(label.lines.contains("⟦ID⟧ …123X"))
    #expect(label.lines.contains { $0.hasPrefix("⟦until⟧ 2026-11-25") })
  }
}
