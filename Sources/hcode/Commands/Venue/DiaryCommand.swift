import ArgumentParser

struct DiaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diary",
    abstract: "The sealed diary of 'hcode visit' (experimental).",
    discussion: """
      Experimental (docs/venue.md). Nobody can read the diary; a list of exposures opens the visits that it is about.

      EXAMPLE
        hcode diary check exposures.list
      """,
    subcommands: [DiaryCheck.self])

  func run() throws { throw ValidationError(.noSubcommand(["check"])) }
}
