import ArgumentParser

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Let an authority list a key.", subcommands: [KeyAgree.self])

  func run() throws { throw ValidationError(.noSubcommand(["agree"])) }
}
