import HCodeCore

extension CurrentVerifier {
  /// The verdicts on the texts of one picture. A text of no known kind beside a known one is counted, not judged.
  func findings(on texts: [[UInt8]], source: String, at now: Timestamp) throws -> [Finding] {
    guard !texts.isEmpty else {
      let none = Verdict.none(.noCode, detail: "no QR code in the picture")
      return [Finding(verdict: none, source: source, at: now)]
    }
    let verdicts = try texts.map { try verdict(on: $0, at: now) }
    let known = verdicts.filter { $0.exitStatus != .none }
    guard !known.isEmpty else {
      return verdicts.prefix(1).map {
        Finding(verdict: $0, source: source, at: now, ignoredTexts: verdicts.count - 1)
      }
    }
    return known.map {
      Finding(verdict: $0, source: source, at: now, ignoredTexts: verdicts.count - known.count)
    }
  }
}
