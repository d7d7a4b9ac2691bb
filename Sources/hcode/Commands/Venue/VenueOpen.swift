import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeSystem

struct VenueOpen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Give out the keeper's part of one day (experimental).",
    discussion: """
      Use this when the office asks for a day. The part alone opens nothing. Give it to the office of the poster and to nobody else. \
      Each day is counted before its part is written, published or not. After the last day that the poster allows, the command ends \
      with 77: one more day would open all days of the poster. The place then needs a new share and a new poster.

      EXAMPLE
        hcode venue open cafe.share --day 2026-11-20 -o 20.part
      """)

  @Argument(help: ArgumentHelp("The keeper's share.", valueName: "share"), completion: .file())
  var share: FileName

  @Option(
    name: .long,
    help: ArgumentHelp("The day at the place, such as 2026-11-20.", valueName: "day"))
  var day: DayOfPlace

  @Option(
    name: [.customShort("o"), .long], help: ArgumentHelp("The part to write.", valueName: "file"),
    completion: .file())
  var output: FileName

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions

  func run() throws {
    try AtomicFile.checkWritable(output, force: false)
    let now = try clock.time()
    let keys = try storeOptions.venueKeys(at: now)
    let (kept, poster) = try VenueFiles.change(
      share, of: .keeper, passphrase: { try passphrase.read(isNew: false) }
    ) { kept in
      guard !kept.paper.isEmpty else { throw VenueUseError.noPoster.in(share) }
      let poster = try share.naming { () throws(VenueRefusal) in
        let poster = try VenuePoster(kept.paper, keys: { keys[$0] })
        guard poster.venue.has(day.day, between: poster.issued, and: poster.expires) else {
          throw VenueRefusal(.dayOutOfRange, "the poster was not valid on that day")
        }
        return poster
      }
      guard poster.venue.moment(at: now).day > day.day else {
        throw VenueUseError.dayNotOver(day.date).in(share)
      }
      guard kept.count(day.day) else {
        throw VenueUseError.everyDayOpened(kept.days.count).in(share)
      }
      return (kept, poster)
    }
    // The count is on the disk now.
    guard
      let secret = try kept.share.secret(
        at: poster.venue.number(of: day.day, by: poster.issuer))
    else { throw VenueRefusal(.malformedSecret, "the part of this day is no secret").in(share) }
    try AtomicFile.write(
      VenuePart.bytes(poster: kept.paper, request: kept.request, day: day.day, secret: secret),
      to: output, mode: 0o600, force: false)
    try StandardOutput.write(
      TerminalText.escaped(
        "\(output.description)  \(poster.venue.name)  \(day.date.iso8601)  for \(poster.venue.office) alone  days left: \(kept.share.points.degree - kept.days.count)"
      ))
  }
}
