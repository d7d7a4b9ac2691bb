import HCodeGate
import ArgumentParser
import HCodePictures
import HCodeSystem

/// How long and how thoroughly a picture is searched.
struct SearchOptions: ParsableArguments {
  @Flag(
    name: .long,
    help: "Try every way to find codes, even where some were read and no other seems to be.")
  var thorough = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Stop searching a picture after this long, such as 200ms or 2s: undecided, unless all was seen by then.",
      valueName: "time"))
  var budget: ShortDuration?

  @Flag(
    name: .long,
    help:
      "Let a picture count that was not searched to the end, as with --budget: a second code in it may go unseen."
  )
  var acceptIncomplete = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The password of PDF files, in the first line of this file. Other users of this machine may see it while the file is converted.",
      valueName: "file"),
    completion: .file())
  var pdfPasswordFile: FileName?

  func search() throws -> PictureSearch {
    var search = PictureSearch(
      isThorough: thorough, budget: budget?.milliseconds, acceptsIncomplete: acceptIncomplete)
    if let file = pdfPasswordFile {
      let bytes = try FileReading.bytes(of: file, limit: PassphraseOptions.longestPassphrase)
      let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
      guard !line.isEmpty, let password = String(validating: line, as: UTF8.self) else {
        throw PassphraseError.emptyFile.in(file)
      }
      search.pdfPassword = password
    }
    return search
  }
}
