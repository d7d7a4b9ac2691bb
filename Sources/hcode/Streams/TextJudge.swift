import HCodeCore

/// Judges texts that a hand-held scanner typed, by the clock of the moment: its stream goes on for days.
struct TextJudge {
  let verifier: CurrentVerifier
  let clock: ClockOptions

  /// A verdict on each line as it comes; if there is none, that is said.
  func report(_ lines: inout ScannerLines, named name: String, to reporter: inout Reporter) throws {
    while let line = try lines.next() { try reporter.report(try finding(line)) }
    guard lines.count == 0 else { return }
    let verdict = Verdict.none(.noCode, detail: "\(name) held no text")
    try reporter.report(Finding(verdict: verdict, source: "-", at: try clock.time()))
  }

  /// The verdict on a text, mended if a keyboard layout damaged it.
  func finding(_ line: [UInt8]) throws -> Finding {
    let now = try clock.time()
    let text = ScannerLine.cleaned(line)
    // Trying every layout takes milliseconds, and what is shorter than a signature alone is no damaged code.
    guard text.count >= 100 else {
      return try finding(text, at: now)
    }
    let candidates = KeyboardLayout.mended(text)
    let decodable = candidates.first { (try? HealthCode.decode($0.text)) != nil }
    guard let meant = decodable ?? candidates.first else {
      return try finding(line, at: now)
    }
    return try finding(
      meant.text, at: now, mended: meant.isAsTyped ? nil : "keyboard: " + meant.explanation)
  }

  private func finding(_ text: [UInt8], at now: Timestamp, mended: String? = nil) throws -> Finding
  {
    Finding(
      verdict: try verifier.verdict(on: text, at: now), format: RecognisedText(text).format,
      source: nil, at: now, mended: mended)
  }
}
