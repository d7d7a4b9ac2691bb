import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeSystem

struct Visit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "visit",
    abstract: "Check the poster of a place and note the visit in a sealed diary (experimental).",
    discussion: """
      Experimental (docs/venue.md). Shows the name of the place first: check that you are there. Then hcode keeps a note in the diary. \
      Nobody can read it, you included, until the keeper of the place and its office open that day. Nothing is sent. Without --left \
      the visit lasts until the end of the day at the place. Leave the diary out of backups.

      Exit status: 0 noted, 12 the poster has ended, 20 it was altered, 30 nobody here knows who signed it, 40 there is no poster.

      EXAMPLE
        hcode visit poster.jpg --left 18:40
      """)

  @Argument(
    help: ArgumentHelp("A picture or text of one poster.", valueName: "poster"), completion: .file()
  )
  var poster: FileName

  @Option(
    name: .long,
    help: ArgumentHelp(
      "When you leave, by the clock of the place. An earlier time than the arrival is on the next day.",
      valueName: "hh:mm"))
  var left: MinuteOfDay?

  @Flag(name: .long, help: "Only show whose poster it is; note nothing.")
  var look = false

  @OptionGroup var diaryOptions: DiaryOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let now = try clock.time()
    let texts = languageOptions.language.texts
    let keys = try storeOptions.venueKeys(at: now)
    let text = try VenueFiles.poster(poster)
    let read: VenuePoster
    do { read = try VenuePoster(text: text, keys: { keys[$0] }, at: now) } catch {
      throw RefusedPaper(error).in(poster)
    }
    let venue = read.venue
    try StandardOutput.write(TerminalText.escaped("\(venue.name) · \(venue.place)"))
    try StandardOutput.write(texts.venue(.digest(read.digest.hex)))
    if !keys.values.contains(where: { $0.use == .exposures && $0.issuer == venue.office }) {
      StandardError.write("hcode: " + texts.venue(.noOffice(venue.office)))
    }
    guard !look else { return }
    let arrival = venue.moment(at: now)
    let end = left.map { $0.minute > arrival.minute ? $0.minute : $0.minute + VenueDay.minutes }
    try diaryOptions.note(
      venue.visits(from: arrival, to: end ?? VenueDay.minutes).map { (day, visit) in
        (day: day, record: try VenueRecord(of: visit, key: read.key(of: day), office: venue.office))
      }, of: venue.office, at: now)
    try StandardOutput.write(texts.venue(.noted))
  }
}
