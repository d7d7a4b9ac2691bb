import HCodeBase
import HCodeCore
import HCodeGate
import HCodeTrust

/// Judges texts that a hand-held scanner typed, by the clock of the moment: its stream goes on for days.
struct TextJudge {
  let verifier: CurrentVerifier
  let clock: ClockOptions

  /// A verdict on each line as it comes; if there is none, that is said.
  func report(_ lines: inout ScannerLines, named name: String, to reporter: inout Reporter) throws {
    while let line = try lines.next() {
      try reportUnfinished(onlyLate: true, to: &reporter)
      try report(line, to: &reporter)
      if let note = verifier.parts.note { reporter.tell(note) }
    }
    guard lines.count == 0 else { return }
    let verdict = Verdict.none(.noCode, detail: "\(name) held no text")
    try reporter.report(Finding(verdict: verdict, source: "-", at: try clock.time()))
  }

  /// The verdicts on a text; none on a part while others are missing.
  func report(_ line: [UInt8], to reporter: inout Reporter) throws {
    for finding in try findings(line) { try reporter.report(finding) }
  }

  /// On parts that stay without the others.
  func reportUnfinished(onlyLate: Bool = false, to reporter: inout Reporter) throws {
    for finding in try verifier.unfinished(onlyLate: onlyLate, at: clock.time()) {
      try reporter.report(finding)
    }
  }

  /// The verdicts on a text, mended if a keyboard layout damaged it.
  private func findings(_ line: [UInt8]) throws -> [Finding] {
    let now = try clock.time()
    let text = ScannerLine.cleaned(line)
    // Trying every layout takes milliseconds, and what is shorter than a signature alone is no damaged code.
    guard text.count >= 100 else {
      return try verifier.findings(on: text, source: nil, at: now)
    }
    let candidates = KeyboardLayout.repaired(text)
    let decodable = candidates.first { (try? HealthCode.decode($0.text)) != nil }
    guard let meant = decodable ?? candidates.first else {
      return try verifier.findings(on: line, source: nil, at: now)
    }
    return try verifier.findings(on: meant.text, source: nil, at: now).map { finding in
      var finding = finding
      finding.mended = meant.isAsTyped ? nil : meant
      return finding
    }
  }
}
