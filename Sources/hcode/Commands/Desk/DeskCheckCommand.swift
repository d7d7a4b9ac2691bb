import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct DeskCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Check that the office can go on: ends, unpublished changes, registry, log, modes, backup.",
    discussion: """
      Prints one line for each check, and the next step below each problem. Changes nothing. The exit status is 0 if all is well, 10 if \
      something is due within 30 days, and 30 if gates stop within a day or revocations do not reach them.

      EXAMPLE
        hcode desk check
        hcode desk check --quiet || hcode desk check | mail -s desk operator
      """)

  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let checks = try DeskCheck.all(of: try deskOptions.required(), at: try Timestamp.now())
    if output.json {
      var object = JSONObject()
      object.add("checks", checks.map(Self.json))
      if !output.quiet { try StandardOutput.write(object.line) }
    } else if !output.quiet {
      for line in lines(checks) { try StandardOutput.write(line) }
    }
    if checks.contains(where: { $0.state == .fault }) {
      throw ExitCode(ExitStatus.undecided.rawValue)
    }
    if checks.contains(where: { $0.state == .warning }) {
      throw ExitCode(ExitStatus.yellow.rawValue)
    }
  }

  private func lines(_ checks: [DeskCheck]) -> [String] {
    let texts = output.language.texts
    let line = CheckLine(language: output.language, usesColour: TerminalText.usesColour)
    let column =
      DeskCheck.Name.allCases.map { TextColumns.count(texts.desk(.check($0))) }.max() ?? 0
    return checks.flatMap { check in
      [
        line.mark(check.state)
          + TerminalText.escaped(
            TextColumns.padded(texts.desk(.check(check.name)), to: column + 2)
              + texts.desk(.finding(check.finding)))
      ] + (texts.deskRemedy(check.finding).map { ["    → " + TerminalText.escaped($0)] } ?? [])
    }
  }

  private static func json(_ check: DeskCheck) -> JSONObject {
    var object = JSONObject()
    object.add("check", check.name.rawValue)
    object.add("state", check.state.rawValue)
    let texts = Language.english.texts
    object.add("detail", texts.desk(.finding(check.finding)))
    object.add("hint", texts.deskRemedy(check.finding) ?? "")
    return object
  }
}
