import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct DeskCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Look whether the office goes on: ends, unpublished changes, registry, log, modes, backup.",
    discussion: """
      One line a check, and below what is not well the next thing to do. Changes nothing. The exit status is 0 when all is well, 10 when something \
      is to be done within 30 days, 30 when gates stop within a day or revocations are not reaching them.

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
