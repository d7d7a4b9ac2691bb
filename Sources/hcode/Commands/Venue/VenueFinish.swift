import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeSystem

struct VenueFinish: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "Check the poster and keep it beside the keeper's share (experimental).",
    discussion: """
      The keeper's last step. The poster must follow from the keeper's request and the office's answer. From then on 'hcode venue \
      open' can open days. Compare the venue digest with the poster on the door now and then: another digest means another poster.

      EXAMPLE
        hcode venue finish cafe.share --answer cafe.office.answer --poster poster.pdf
      """)

  @Argument(help: ArgumentHelp("The keeper's share.", valueName: "share"), completion: .file())
  var share: FileName

  @Option(
    name: .long, help: ArgumentHelp("The office's answer.", valueName: "file"), completion: .file())
  var answer: FileName

  @Option(
    name: .long, help: ArgumentHelp("The poster, a picture or text.", valueName: "file"),
    completion: .file())
  var poster: FileName

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions

  func run() throws {
    let now = try clock.time()
    let keys = try storeOptions.venueKeys(at: now)
    let answerBytes = try FileReading.bytes(of: answer, limit: VenueAnswer.maximumBytes)
    let text = try VenueFiles.poster(poster)
    let read = try poster.naming { () throws(VenueRefusal) in
      try VenuePoster(text: text, keys: { keys[$0] }, at: now)
    }
    try VenueFiles.change(share, of: .keeper, passphrase: { try passphrase.read(isNew: false) }) {
      kept in
      let answered = try answer.naming { () throws(VenueRefusal) in
        try VenueAnswer(answerBytes, to: kept.request, keys: { keys[$0] })
      }
      try poster.naming { () throws(VenueRefusal) in
        try read.check(kept.request, answered)
        kept.paper = try VenuePoster.bytes(of: text)
      }
    }
    for line in [
      "place         \(read.venue.name) · \(read.venue.place)",
      "until         \(LocalTime.text(read.expires))",
      "venue digest  \(read.digest.hex)",
    ] { try StandardOutput.write(TerminalText.escaped(line)) }
  }
}
