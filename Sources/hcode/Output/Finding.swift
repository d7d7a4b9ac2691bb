import HCodeCore

/// A verdict and where it came from: what is printed as one line.
struct Finding {
  /// The answer.
  var verdict: Verdict
  /// The picture's file name, or `-`; nil for a text given as an argument.
  var source: String?
  /// The page of the file, from 1; nil when it has only one.
  var page: Int?
  /// The time that was judged by.
  var at: Timestamp
  /// How many texts of no known kind stood beside it in the picture; they count for nothing.
  var ignoredTexts = 0
  /// How a hand-held scanner's text was mended, if it was.
  var mended: String?
}

/// Tells findings as they come, and keeps the gravest exit status.
struct Reporter {
  private let options: OutputOptions
  private let several: Bool
  private(set) var status: ExitStatus = .green
  private var isFirst = true

  init(options: OutputOptions, several: Bool) {
    self.options = options
    self.several = several
  }

  /// Prints one line.
  mutating func report(_ finding: Finding) throws {
    count(finding.verdict.exitStatus)
    if options.quiet { return }
    if options.json { return try StandardOutput.write(VerdictJSON.line(finding)) }
    try StandardOutput.write(
      VerdictLine(language: options.language, usesColour: TerminalText.usesColour)
        .text(finding, namesSource: several))
  }

  /// An input that could not be read: an error, and for programs a line like the others.
  mutating func report(_ failure: CommandFailure, source: String, at now: Timestamp) throws {
    failure.report()
    count(failure.status)
    if options.json, !options.quiet {
      let verdict = Verdict.undecided(.unreadable, detail: failure.message, nil)
      try StandardOutput.write(VerdictJSON.line(Finding(verdict: verdict, source: source, at: now)))
    }
  }

  /// Takes a status into the gravest.
  mutating func count(_ new: ExitStatus) {
    status = isFirst ? new : status.graver(new)
    isFirst = false
  }
}
