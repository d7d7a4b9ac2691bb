import HCodeGate
import HCodeSystem
import HCodeBase
import HCodeTrust

/// Tells findings as they come, counts them, and keeps the gravest exit status.
struct Reporter {
  private let style: ReportStyle
  private let several: Bool
  private let bell: Bell?
  private(set) var status: ExitStatus = .green
  private var counts: [ExitStatus: Int] = [:]

  init(_ style: ReportStyle, several: Bool, bell: Bell? = nil) {
    self.style = style
    self.several = several
    self.bell = bell
  }

  /// Whether anything was told or counted yet.
  var isEmpty: Bool { counts.isEmpty }

  /// Prints one line.
  mutating func report(_ finding: Finding) throws {
    let verdict = finding.verdict
    count(verdict.exitStatus)
    defer { bell?.ring(for: verdict.exitStatus) }
    if style.quiet { return }
    if style.json {
      return try StandardOutput.write(VerdictJSON.line(finding, without: style.withheld))
    }
    try StandardOutput.write(
      VerdictLine(
        language: style.language, usesColour: TerminalText.usesColour, withheld: style.withheld
      )
      .text(finding, namesSource: several))
  }

  /// An input that could not be read: an error, and for programs a line like the others.
  mutating func report(_ failure: any ReportedError, source: String, at now: Timestamp) throws {
    ErrorReport.tell(failure)
    count(failure.exitStatus)
    defer { bell?.ring(for: failure.exitStatus) }
    if style.json, !style.quiet {
      let detail = ErrorReport.words(of: failure).message
      let verdict = Verdict.undecided(.unreadable, detail: detail, nil)
      try StandardOutput.write(VerdictJSON.line(Finding(verdict: verdict, source: source, at: now)))
    }
  }

  /// Says something that is no verdict, for whoever stands there.
  func tell(_ note: String) {
    if !style.quiet { StandardError.write("hcode: " + note) }
  }

  /// Takes a status into the gravest.
  mutating func count(_ new: ExitStatus) {
    status = isEmpty ? new : status.graver(new)
    counts[new, default: 0] += 1
  }

  /// The end of a stream: rings what is still to be rung, and tells how many of each verdict there were.
  func finish(isStopped: Bool, frames: FrameCounts? = nil, incomplete: Int = 0) {
    finishBell(isStopped: isStopped)
    if style.quiet { return }
    StandardError.write(
      StreamSummary(
        language: style.language, counts: counts, frames: frames, incomplete: incomplete
      ).text)
  }

  /// Rings what is still to be rung.
  func finishBell(isStopped: Bool) {
    bell?.finish(milliseconds: isStopped ? StopSignal.pause : 2000)
  }
}
