import ArgumentParser

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Look at rules for certificates, and try their logic.",
    discussion: """
      Rules say which certificates count here. They are written in CertLogic, like the rules that EU countries publish (docs/rules.md). \
      'hcode scan --rules FILE' judges by them, and 'hcode trust import --format rules' stores them.

      EXAMPLE
        hcode rules check rules.json
        hcode rules evaluate logic.jsonl
      """,
    subcommands: [RulesCheck.self, RulesEvaluate.self])

  func run() throws { throw ValidationError(.noSubcommand(["check", "evaluate"])) }
}
