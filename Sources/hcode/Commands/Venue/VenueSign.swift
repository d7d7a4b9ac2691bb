import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodePaper
import HCodeSystem

struct VenueSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Sign and draw a place's poster (experimental).",
    discussion: """
      Checks that request and answer belong together and that both sides know their shares. The poster is an A4 page: the name in large \
      letters, the code, and what a check-in does. A place's poster can be signed again with the same files when it ends; that opens no \
      more days than before.

      EXAMPLE
        hcode venue sign cafe.request --answer cafe.office.answer --key CN-HA.key -o poster.pdf
      """)

  @Argument(help: ArgumentHelp("The keeper's request.", valueName: "request"), completion: .file())
  var request: FileName

  @Option(
    name: .long, help: ArgumentHelp("The office's answer.", valueName: "file"), completion: .file())
  var answer: FileName

  @Option(
    name: .long, help: ArgumentHelp("The secret key for venues.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @Option(
    name: .long,
    help: ArgumentHelp("How long the poster is valid, at most 366d.", valueName: "time"))
  var valid = Duration(seconds: VenuePoster.longestValidity)

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The poster to write: .pdf, .png, .svg or .txt.", valueName: "file"),
    completion: .file(extensions: ["pdf", "png", "svg", "txt"]))
  var output: FileName

  @Flag(name: .long, help: "Overwrite the file if it exists.")
  var force = false

  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions

  func validate() throws {
    try valid.checkLife(atMost: VenuePoster.longestValidity)
    _ = try format()
  }

  private func format() throws -> CodeAppearance.Format {
    switch output.fileExtension {
    case "pdf": .pdf
    case "png": .png
    case "svg": .svg
    case "txt": .text
    default: throw ValidationError(.unknownEnding)
    }
  }

  func run() throws {
    try AtomicFile.checkWritable(output, force: force)
    let now = try clock.time()
    let keys = try storeOptions.venueKeys(at: now)
    let requestBytes = try FileReading.bytes(of: request, limit: VenueRequest.maximumBytes)
    let answerBytes = try FileReading.bytes(of: answer, limit: VenueAnswer.maximumBytes)
    let asked = try request.naming { () throws(VenueRefusal) in
      try VenueRequest(requestBytes)
    }
    let answered = try answer.naming { () throws(VenueRefusal) in
      try VenueAnswer(answerBytes, to: asked, keys: { keys[$0] })
    }
    guard let points = asked.venue.points.plus(answered.points) else {
      throw VenueRefusal(.otherPoints, "the points of request and answer cancel each other")
        .in(answer)
    }
    let signingKey = try secret.open(key)
    let expires = min(now.advanced(bySeconds: valid.seconds), signingKey.issuerKey.expires)
    let text = try VenuePoster.signed(
      asked.venue.with(points), issued: now, expires: expires, with: signingKey)
    // What a visitor would refuse is not handed out.
    let poster = try key.naming { () throws(VenueRefusal) in
      let poster = try VenuePoster(text: text, keys: { keys[$0] }, at: now)
      try poster.check(asked, answered)
      return poster
    }
    try AtomicFile.write(try file(text, poster), to: output, force: force)
    for line in [
      "place         \(poster.venue.name) · \(poster.venue.place)",
      "poster        \(output.description)  until \(LocalTime.text(expires))",
      "venue digest  \(poster.digest.hex)",
    ] { try StandardOutput.write(TerminalText.escaped(line)) }
  }

  private func file(_ text: [UInt8], _ poster: VenuePoster) throws -> [UInt8] {
    let format = try format()
    guard format != .text else { return text + [0x0A] }
    let languages = Language.onPaper.map(\.texts)
    return try PosterDrawing.file(text, format, made: poster.issued.seconds) { symbol in
      Poster(
        symbol: symbol, name: poster.venue.name, place: poster.venue.place,
        sentences: languages.map { $0.venue(.posterSentence) },
        footer: [
          "\(poster.issuer) · " + languages.map { $0.labelUntil }.joined(separator: " ") + " "
            + LocalTime.text(poster.expires), poster.digest.hex,
        ])
    }
  }
}
