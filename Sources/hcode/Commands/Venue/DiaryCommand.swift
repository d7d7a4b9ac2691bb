import ArgumentParser

struct DiaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diary",
    abstract: "The sealed diary of 'hcode visit' (experimental).",
    discussion: """
      Experimental (docs/venue.md). Nobody can read the diary. A list of exposures opens the visits on its days and places, and no \
      others.

      EXAMPLE
        hcode diary check exposures.list
      """,
    subcommands: [DiaryCheck.self])

  func run() throws { throw ValidationError(.noSubcommand(["check"])) }
}
