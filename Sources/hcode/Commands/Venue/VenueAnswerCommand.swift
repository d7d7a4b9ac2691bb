import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct VenueAnswerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: "Draw the office's share for a keeper's request (experimental).",
    discussion: """
      Checks that the keeper knows the share behind the request. Writes NAME.share, the office's secret for this place, mode 0600, sealed \
      with the passphrase of the key if it has one, and NAME.answer for the keeper and for whoever signs posters.

      EXAMPLE
        hcode venue answer cafe.request --key CN-HA-CDC.key -o cafe.office
      """)

  @Argument(help: ArgumentHelp("The keeper's request.", valueName: "request"), completion: .file())
  var request: FileName

  @Option(
    name: .long,
    help: ArgumentHelp("The office's secret key for exposures.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("How both files begin.", valueName: "name"), completion: .file())
  var output: FileName

  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions

  func run() throws {
    let names = [".share", ".answer"].map { VenueFiles.name(output, $0) }
    for name in names {
      try AtomicFile.checkWritable(name, force: nil, isNamedByArgument: false)
    }
    let bytes = try FileReading.bytes(of: request, limit: VenueRequest.maximumBytes)
    let asked = try request.naming { () throws(VenueRefusal) in
      try VenueRequest(bytes)
    }
    let passphrase = KeyPassphrase(secret)
    let signingKey = try passphrase.open(key)
    guard let share = try VenueShare(degree: asked.venue.points.degree) else {
      throw VenueRefusal(.malformedPoints, "no share has so many points").in(request)
    }
    let answer = try VenueAnswer.signed(to: asked, share: share, with: signingKey)
    // What the next reader would refuse is not handed out.
    let keys = try storeOptions.venueKeys(at: try clock.time())
    _ = try key.naming { () throws(VenueRefusal) in
      try VenueAnswer(answer, to: asked, keys: { keys[$0] })
    }
    try VenueFiles.write(
      VenueKeeping(.office, share, for: asked, paper: answer), to: names[0],
      passphrase: passphrase.given, force: nil, isNamedByArgument: false)
    try AtomicFile.write(answer, to: names[1], force: nil, isNamedByArgument: false)
    for line in [
      "place    \(asked.venue.name) · \(asked.venue.place)",
      "share    \(names[0].description)  (\(passphrase.given == nil ? "not sealed: guard the file" : "sealed with the key's passphrase"))",
      "answer   \(names[1].description)",
    ] { try StandardOutput.write(TerminalText.escaped(line)) }
  }
}
