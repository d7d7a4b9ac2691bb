import HCodeCore

extension CurrentVerifier {
  /// The verdicts on the texts of one file, whose pages are as one picture. A text of no known kind beside a known one is
  /// counted, not judged.
  func findings(on texts: [FoundText], source: String, at now: Timestamp) throws -> [Finding] {
    guard !texts.isEmpty else {
      let none = Verdict.none(.noCode, detail: "no QR code in the picture")
      return [Finding(verdict: none, source: source, at: now)]
    }
    let all = try texts.map {
      Finding(
        verdict: try verdict(on: $0.text, at: now), format: RecognisedText($0.text).format,
        source: source, page: $0.page, at: now)
    }
    let known = all.filter { $0.verdict.exitStatus != .none }
    let told = known.isEmpty ? Array(all.prefix(1)) : known
    return told.map { finding in
      var finding = finding
      finding.ignoredTexts = all.count - told.count
      return finding
    }
  }
}
