import HCodeBase
import HCodeSystem
import ArgumentParser
import HCodeTrust

struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check that this machine is ready to scan: clock, lists, libraries, permissions.",
    discussion: """
      Prints one line for each check, and the next step below each problem. Looks at what 'hcode scan' with the same options would use. \
      Changes nothing and opens no socket. The exit status is 0 if all is well, 10 if something should be fixed soon, and 30 if scans \
      would be undecided or could be wrong.

      EXAMPLE
        hcode doctor
        hcode doctor --quiet || hcode doctor | mail -s 'checkpoint 7' operator
      """)

  @OptionGroup var trust: TrustOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let results = results()
    if output.json {
      var object = JSONObject()
      object.add("checks", results.map(Self.json))
      if !output.quiet { try StandardOutput.write(object.line) }
    } else if !output.quiet {
      let line = CheckLine(language: output.language, usesColour: TerminalText.usesColour)
      for result in results { try StandardOutput.write(line.text(result)) }
    }
    if results.contains(where: { $0.state == .fault }) {
      throw ExitCode(ExitStatus.undecided.rawValue)
    }
    if results.contains(where: { $0.state == .warning }) {
      throw ExitCode(ExitStatus.yellow.rawValue)
    }
  }

  private func results() -> [CheckResult] {
    let now = try? clock.time()
    let trusted = TrustChecks(places: trust.places, now: now, source: clock.source).results()
    let clockResults =
      now.map { [SystemClock.check($0, from: clock.source, trusted.bounds)] } ?? [
        .fault(.clock, .timeOutsideCalendar)
      ]
    // With --at the system's clock is not what is judged by.
    let sync = clock.at == nil ? [SystemClock.checkSynchronised()] : []
    return clockResults + sync + trusted.results + ProgramChecks.results()
      + MachineChecks.results()
  }

  private static func json(_ result: CheckResult) -> JSONObject {
    var object = JSONObject()
    object.add("check", result.check.rawValue)
    object.add("state", result.state.rawValue)
    let texts = Language.english.texts
    object.add("detail", texts.finding(result.finding))
    object.add("hint", texts.remedy(result.finding) ?? "")
    return object
  }
}
