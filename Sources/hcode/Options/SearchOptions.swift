import HCodeGate
import ArgumentParser
import HCodeBase
import HCodePictures
import HCodeSystem

/// How long and how thoroughly a picture is searched.
struct SearchOptions: ParsableArguments {
  @Flag(
    name: .long,
    help: "Try every way to find codes, even if some were read and there seems to be no other.")
  var thorough = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      Stop searching a picture after this time, such as 200ms or 2s. The verdict is then undecided, unless the search was complete.
      """,
      valueName: "time"))
  var budget: ShortDuration?

  @Flag(
    name: .long,
    help:
      "Accept a picture that was not searched to the end, as with --budget: it may have a second code that nobody saw."
  )
  var acceptIncomplete = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      The file whose first line is the password of PDF files. Other users of this machine may see the password during the conversion.
      """,
      valueName: "file"),
    completion: .file())
  var pdfPasswordFile: FileName?

  func search() throws -> PictureSearch {
    var search = PictureSearch(
      isThorough: thorough, budget: budget?.milliseconds, acceptsIncomplete: acceptIncomplete)
    if let file = pdfPasswordFile {
      let bytes = try FileReading.bytes(of: file, limit: PassphraseOptions.longestPassphrase)
        .withoutByteOrderMark
      let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
      guard !line.isEmpty, let password = String(validating: line, as: UTF8.self) else {
        throw PassphraseError.emptyFile.in(file)
      }
      search.pdfPassword = password
    }
    return search
  }
}
