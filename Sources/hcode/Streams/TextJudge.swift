import HCodeBase
import HCodeGate
import HCodeTrust

/// Judges texts that a hand-held scanner typed, by the clock of the moment: its stream goes on for days.
struct TextJudge {
  let verifier: CurrentVerifier
  let clock: ClockOptions
  let typed: TypedText

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

  /// The verdicts on what a line holds; none on a part while others are missing. Beside a text that cannot be read nothing is green: it may be the worse one.
  func report(_ line: [UInt8], to reporter: inout Reporter) throws {
    let now = try clock.time()
    let findings = try typed.texts(of: line).flatMap { try self.findings($0, at: now) }
    let isWhole = !findings.contains { $0.verdict.exitStatus == .none }
    for var finding in findings {
      if !isWhole, finding.verdict.exitStatus == .green {
        finding.verdict = .none(.garbled, detail: "another text in this line cannot be read")
      }
      try reporter.report(finding)
    }
  }

  /// On parts that stay without the others.
  func reportUnfinished(onlyLate: Bool = false, to reporter: inout Reporter) throws {
    for finding in try verifier.unfinished(onlyLate: onlyLate, at: clock.time()) {
      try reporter.report(finding)
    }
  }

  private func findings(_ text: RepairedText, at now: Timestamp) throws -> [Finding] {
    if !typed.isExact, let damage = TypedText.damage(of: text.text) {
      return [marked(Finding(verdict: .garbled(damage), at: now), text)]
    }
    let found = try verifier.findings(on: text.text, source: nil, at: now).map { marked($0, text) }
    guard found.contains(where: { $0.verdict.isOfNoKey }) else { return found }
    for other in typed.otherReadings(of: text) {
      let reread = try verifier.findings(on: other.text, source: nil, at: now)
      // Only a signature that holds shows that the other reading was meant.
      if !reread.isEmpty, reread.allSatisfy({ $0.verdict.certificate != nil }) {
        return reread.map { marked($0, other) }
      }
    }
    return found
  }

  private func marked(_ finding: Finding, _ text: RepairedText) -> Finding {
    var finding = finding
    finding.mended = text.isAsTyped ? nil : text
    return finding
  }
}

extension Verdict {
  /// A typed text that cannot be decoded.
  static func garbled(_ damage: MalformedCode) -> Verdict {
    .none(.garbled, detail: "\(damage.reason.rawValue): \(damage.detail)")
  }

  /// Whether no key here signed the text as it was read.
  fileprivate var isOfNoKey: Bool {
    switch self {
    case .forged: true
    case .undecided(_, _, let certificate): certificate == nil
    default: false
    }
  }
}
