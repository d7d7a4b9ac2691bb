import ArgumentParser
import Glibc
import HCodeCore

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Give a verdict on texts, such as a hand-held scanner types them.",
    discussion: """
      With - each line of standard input is a text, and its verdict is printed at once. A line may end in LF, CR, CRLF or \
      Tab, and begin with an AIM identifier such as ]Q1. What a wrong keyboard layout or Caps Lock did is mended where \
      the prefix tells it. The exit status is the gravest verdict.

      EXAMPLE
        hcode verify --trust CN-HA.pub - < /dev/ttyACM0
      """)

  @Argument(help: ArgumentHelp("Texts, or - for lines of standard input.", valueName: "text"))
  var texts: [FileName]

  @OptionGroup var trust: TrustOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if texts.isEmpty { throw ValidationError("Give at least one text, or - for standard input.") }
  }

  func run() throws {
    let verifier = try trust.verifier()
    var reporter = Reporter(options: output, several: false)
    for text in texts {
      if text.isStandardStream {
        var lines = ScannerLines(descriptor: STDIN_FILENO)
        while let line = try lines.next() {
          try reporter.report(try finding(line, verifier))
        }
        if lines.count == 0 {
          let verdict = Verdict.none(.noCode, detail: "standard input held no text")
          try reporter.report(Finding(verdict: verdict, source: "-", at: try clock.time()))
        }
      } else {
        try reporter.report(try finding(text.bytes, verifier))
      }
    }
    throw ExitCode(reporter.status.rawValue)
  }

  /// Judged by the clock of the moment, since a scanner's stream goes on for days.
  private func finding(_ line: [UInt8], _ verifier: CurrentVerifier) throws -> Finding {
    let now = try clock.time()
    let text = ScannerLine.cleaned(line)
    // Trying every layout takes milliseconds, and what is shorter than a signature alone is no damaged code.
    guard text.count >= 100 else {
      return Finding(verdict: try verifier.verdict(on: text, at: now), source: nil, at: now)
    }
    let candidates = KeyboardLayout.mended(text)
    let decodable = candidates.first { (try? HealthCode.decode($0.text)) != nil }
    guard let meant = decodable ?? candidates.first else {
      return Finding(verdict: try verifier.verdict(on: line, at: now), source: nil, at: now)
    }
    return Finding(
      verdict: try verifier.verdict(on: meant.text, at: now), source: nil, at: now,
      mended: meant.isAsTyped ? nil : "keyboard: " + meant.explanation)
  }
}
