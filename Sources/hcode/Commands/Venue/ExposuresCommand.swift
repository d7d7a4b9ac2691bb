import ArgumentParser

struct ExposuresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exposures",
    abstract: "The signed list that opens days of places (experimental).",
    discussion: """
      Experimental (docs/venue.md). Visitors try the list on their own diaries with 'hcode diary check'.

      EXAMPLE
        hcode exposures build 20.notice 21.notice --key CN-HA-CDC.key --log /srv/log -o exposures.list
      """,
    subcommands: [ExposuresBuild.self])

  func run() throws { throw ValidationError(.noSubcommand(["build"])) }
}
