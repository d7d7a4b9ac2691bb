import ArgumentParser

struct VenueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "venue",
    abstract: "Posters of places, and the opening of single days of them (experimental).",
    discussion: """
      Experimental: the format can change, and nobody outside has reviewed it (docs/venue.md §10). A place hangs up a signed poster. \
      Whoever scans it with 'hcode visit' keeps a note that nobody can read. The keeper of the place and the office open one day \
      together; neither can do it alone. The keeper begins with 'new', the office answers, whoever licenses places signs, and the \
      keeper finishes.

      EXAMPLE
        hcode venue new --issuer CN-HA --office CN-HA-CDC --name 老字号烩面馆 --place 德化街128号 --offset 32 -o cafe
        hcode venue answer cafe.request --key CN-HA-CDC.key -o cafe.office
        hcode venue sign cafe.request --answer cafe.office.answer --key CN-HA.key -o poster.pdf
        hcode venue finish cafe.share --answer cafe.office.answer --poster poster.pdf
        hcode venue open cafe.share --day 2026-11-20 -o 20.part
        hcode venue notice 20.part --share cafe.office.share --key CN-HA-CDC.key --from 18:00 --until 23:00 --advice 2 \\
          --log /srv/log -o 20.notice
      """,
    subcommands: [
      VenueNew.self, VenueAnswerCommand.self, VenueSign.self, VenueFinish.self, VenueOpen.self,
      VenueNotice.self,
    ])

  func run() throws {
    throw ValidationError(
      .noSubcommand(["new", "answer", "sign", "finish", "open", "notice"]))
  }
}
