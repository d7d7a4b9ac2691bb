import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeFormats
import HCodeTrust

struct RulesCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Show what a file of rules contains, and which rules could not be applied.",
    discussion: """
      The exit status is 0 if all is well and 10 if there is something to know. It is 30 if certificates would get no verdict because of \
      a rule that counts now: its logic is not CertLogic, it is for another engine, or it asks for a missing value set. A file that is \
      not a set of rules ends with 65.

      EXAMPLE
        hcode rules check rules.json
        hcode rules check --json --at 2027-01-01T00:00:00Z rules.json
      """)

  @Argument(help: ArgumentHelp("Rules (docs/rules.md).", valueName: "file"), completion: .file())
  var file: FileName

  @OptionGroup var clock: ClockOptions
  @OptionGroup var languageOptions: LanguageOptions

  @Flag(name: .long, help: "One JSON object, for programs (docs/json.md).")
  var json = false

  func run() throws {
    let now = try clock.time()
    let set = try RuleFile.read(file)
    let concerns = set.concerns(at: now)
    if json {
      try StandardOutput.write(object(set, concerns, at: now).line)
    } else {
      let lines =
        [headline(set, at: now)] + concerns.map { RuleText.line($0, languageOptions.language) }
        + (concerns.isEmpty ? ["● " + languageOptions.language.texts.allIsWell] : [])
      for line in lines { try StandardOutput.write(TerminalText.escaped(line)) }
    }
    if concerns.contains(where: \.isGrave) { throw ExitCode(ExitStatus.undecided.rawValue) }
    if !concerns.isEmpty { throw ExitCode(ExitStatus.yellow.rawValue) }
  }

  private func headline(_ set: RuleSet, at now: Timestamp) -> String {
    "\(file.description): \(languageOptions.language.texts.rules(set, at: now))"
  }

  private func object(
    _ set: RuleSet, _ concerns: [RuleConcern], at now: Timestamp
  ) -> JSONObject {
    var object = JSONObject()
    object.add("file", file.description)
    object.add("at", now.rfc3339)
    RuleText.add(set, at: now, to: &object)
    object.add("concerns", concerns.map(RuleText.object))
    return object
  }
}
