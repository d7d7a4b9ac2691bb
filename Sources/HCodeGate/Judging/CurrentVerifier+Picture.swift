package import HCodeBase
import HCodeFormats
import HCodePictures
package import HCodeTrust

extension CurrentVerifier {
  /// The verdicts on the texts of one file, whose pages are as one picture. A text of no known kind beside a known one is
  /// counted, not judged; on a part of a card there is none until the others have come.
  ///
  /// What was not searched to the end, or not read to the end, brings a finding of its own, since the red code may be what was
  /// not found.
  package func findings(on found: FoundTexts, source: String, at now: Timestamp) throws -> [Finding]
  {
    let other = found.otherSymbol.map { symbol in
      let place =
        found.texts.isEmpty ? "this is \(symbol.rawValue)" : "\(symbol.rawValue) stands beside it"
      let detail = "\(place); hcode knows no certificate like it in one"
      return Verdict.undecided(.unsupported, detail: detail, nil)
    }
    let beside = [other, found.doubt].compactMap(\.self)
    let judged =
      found.texts.isEmpty && !beside.isEmpty
      ? [] : try findings(on: found.texts, source: source, at: now)
    return judged + beside.map { Finding(verdict: $0, source: source, at: now) }
  }

  private func findings(
    on texts: [FoundText], source: String, at now: Timestamp
  ) throws -> [Finding] {
    guard !texts.isEmpty else {
      let none = Verdict.none(.noCode, detail: "no QR code in the picture")
      return [Finding(verdict: none, source: source, at: now)]
    }
    var all: [Finding] = []
    var hasPart = false
    for found in texts {
      let ofText = try findings(on: found.text, part: found.part, source: source, at: now)
      hasPart = hasPart || ofText.isEmpty
      all += ofText.map { finding in
        var finding = finding
        finding.page = found.page
        return finding
      }
    }
    let known = all.filter { if case .none = $0.verdict { false } else { true } }
    let told = known.isEmpty && !hasPart ? Array(all.prefix(1)) : known
    return told.map { finding in
      var finding = finding
      finding.ignoredTexts = all.count - told.count
      return finding
    }
  }

  /// The verdicts that a text brings: one, several of a file of cards, none of a part while others are missing.
  package func findings(
    on text: [UInt8], part: SymbolPart? = nil, source: String?, at now: Timestamp
  ) throws -> [Finding] {
    try parts.take(text, part: part, source: source).map {
      try finding(on: $0, source: source, at: now)
    }
  }

  /// On the parts that stay without the others: at the end, or because those did not come in time.
  package func unfinished(onlyLate: Bool = false, at now: Timestamp) throws -> [Finding] {
    let (source, pieces) = parts.finish(onlyLate: onlyLate)
    return try pieces.map { try finding(on: $0, source: source, at: now) }
  }

  private func finding(
    on piece: CardAssembler.Piece, source: String?, at now: Timestamp
  ) throws -> Finding {
    var finding =
      switch piece {
      case .text(let text):
        Finding(
          verdict: try verdict(on: text, at: now), format: RecognisedText(text).format,
          source: source, at: now)
      case .verdict(let verdict, let format):
        Finding(verdict: verdict, format: format, source: source, at: now)
      }
    if let bearer {
      let identity = try bearer.text.map { try verdict(on: $0, at: now) }
      (finding.verdict, finding.bearer) = bearer.judge(finding.verdict, identity: identity)
    }
    return finding
  }
}

extension FoundTexts {
  /// The verdict on what nobody looked at; nil when all of the file was searched.
  package var doubt: Verdict? {
    isTooExpensive ? .tooExpensive : hasUnseen ? .unseen : isComplete ? nil : .searchIncomplete
  }
}

extension Verdict {
  /// On a picture that takes more than one input may cost.
  package static var tooExpensive: Verdict {
    .undecided(.tooExpensive, detail: "reading the picture takes more than one input may cost", nil)
  }

  /// On a file that may show more than was searched.
  fileprivate static var unseen: Verdict {
    .undecided(
      .searchIncomplete,
      detail:
        "the file may hold more than was searched: transparency, another picture, or a part that is missing",
      nil)
  }

  /// On a picture or a frame that was not searched to the end.
  package static var searchIncomplete: Verdict {
    .undecided(
      .searchIncomplete, detail: "the search ended before every way to find another code was tried",
      nil)
  }
}
