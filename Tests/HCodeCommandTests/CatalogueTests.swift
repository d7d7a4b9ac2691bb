import HCodeCore
import Testing

@testable import hcode

@Suite struct CatalogueTests {
  @Test func `the texts of every language are those that were reviewed`() throws {
    var lines: [String] = []
    let samples = try Samples()
    let catalogues = try Language.all.map { language in
      try CatalogueTexts(samples: samples, texts: language.texts).all()
    }
    for (number, text) in try #require(catalogues.first).enumerated() {
      lines.append(text.name)
      for (language, texts) in zip(Language.all, catalogues) {
        lines.append("  \(language.tag)  \(texts[number].text)")
      }
    }
    try Snapshot.expect(lines.joined(separator: "\n") + "\n", is: "texts.txt")
  }

  /// The marked language is the English one with each text between brackets.
  @Test func `no text of a catalogue is missing from the snapshot`() throws {
    let texts = try CatalogueTexts(samples: Samples(), texts: Marked()).all().map(\.text)
    let all = try (texts + ErrorSamples().texts(in: Marked())).joined(separator: "\n")
    #expect(Marked.pieces.count > 300)
    let shown = Set(all.split(separator: "⟦").map { $0.prefix { $0 != "⟧" } })
    for piece in Marked.pieces where !shown.contains(piece[...]) {
      Issue.record("no sample has a text with: \(piece)")
    }
  }
}
