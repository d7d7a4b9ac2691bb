import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct VenueNotice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notice",
    abstract: "Open a day together with the keeper's part, in the log first (experimental).",
    discussion: """
      Joins both shares and checks that they open this day of this place. The entry is in the log before the notice is written; it hides \
      which place it was. Advice: 0 for information, 1 watch for symptoms, 2 get a test, 3 stay at home and call, 128 to 255 the office's \
      own. 'hcode exposures build' publishes notices.

      EXAMPLE
        hcode venue notice 20.part --share cafe.office.share --key CN-HA-CDC.key --from 18:00 --until 23:00 --advice 2 \\
          --log /srv/log -o 20.notice
      """)

  @Argument(help: ArgumentHelp("The keeper's part.", valueName: "part"), completion: .file())
  var part: FileName

  @Option(
    name: .long, help: ArgumentHelp("The office's share of the place.", valueName: "file"),
    completion: .file())
  var share: FileName

  @Option(
    name: .long,
    help: ArgumentHelp("The office's secret key for exposures.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @Option(
    name: .long,
    help: ArgumentHelp("The first minute that matters, such as 18:00.", valueName: "hh:mm"))
  var from: MinuteOfDay

  @Option(
    name: .long,
    help: ArgumentHelp("The end of the hours that matter; 24:00 is the day's.", valueName: "hh:mm"))
  var until: MinuteOfDay

  @Option(
    name: .long, help: ArgumentHelp("What visitors are advised: 0 to 3.", valueName: "number"))
  var advice: UInt8

  @Option(
    name: .long, help: ArgumentHelp("The office's log.", valueName: "dir"), completion: .directory)
  var log: FileName

  @Option(
    name: [.customShort("o"), .long], help: ArgumentHelp("The notice to write.", valueName: "file"),
    completion: .file())
  var output: FileName

  @OptionGroup var officer: OfficerOptions
  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions

  func validate() throws {
    guard from.minute < until.minute else { throw ValidationError(.hoursReversed) }
    guard advice <= 3 || advice >= 128 else { throw ValidationError(.notAnAdvice) }
  }

  func run() throws {
    try AtomicFile.checkWritable(output, force: false)
    let now = try clock.time()
    let folder = LogFolder(named: log)
    guard !folder.isOfDesk else { throw ValidationError(.logOfDesk) }
    _ = try folder.checkpoint()
    let keys = try storeOptions.venueKeys(at: now)
    let bytes = try FileReading.bytes(of: part, limit: VenuePart.maximumBytes)
    let passphrase = KeyPassphrase(secret)
    let signingKey = try passphrase.open(key)
    let (kept, read) = try VenueFiles.change(share, of: .office, passphrase: passphrase.read) {
      kept in
      let read = try part.naming { () throws(VenueRefusal) in
        let read = try VenuePart(bytes, answer: kept.paper, keys: { keys[$0] })
        guard signingKey.issuerKey.issuer == read.poster.venue.office else {
          throw VenueRefusal(
            .issuerMismatch,
            "the key is \(signingKey.issuerKey.issuer)'s; the poster names \(read.poster.venue.office)"
          )
        }
        return read
      }
      guard read.poster.venue.moment(at: now).day > read.day else {
        throw VenueUseError.dayNotOver(DayOfPlace(read.day).date).in(part)
      }
      guard kept.count(read.day) else {
        throw VenueUseError.everyDayOpened(kept.days.count).in(share)
      }
      return (kept, read)
    }
    // The count is on the disk now.
    let poster = read.poster
    guard
      let own = try kept.share.secret(at: poster.venue.number(of: read.day, by: poster.issuer)),
      let notice = ExposureNotice(
        day: read.day,
        secret: try part.naming({ () throws(VenueRefusal) in
          try own.joined(with: read.secret, opening: poster.key(of: read.day))
        }), from: from.minute, to: until.minute, advice: advice),
      let entry = try OpenedEntry.signed(
        for: notice, by: try officer.pseudonym(signingKey.issuerKey), at: now, with: signingKey)
    else { throw VenueRefusal(.malformedSecret, "the parts of this day are no secret").in(part) }
    let index = try folder.append([entry])
    try AtomicFile.write(notice.cbor.encoded, to: output, mode: 0o600, force: false)
    try StandardOutput.write(
      TerminalText.escaped(
        "\(output.description)  \(poster.venue.name)  \(DayOfPlace(read.day).date.iso8601) \(from.text)-\(until.text)  entry \(index)  days left: \(kept.share.points.degree - kept.days.count)"
      ))
  }
}
