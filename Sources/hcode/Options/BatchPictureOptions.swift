import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodePictures
import HCodeRegistry

/// What the pictures of a batch look like.
struct BatchPictureOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      png or svg, or pdf with --card. Default for folders and archives: png. In lines of JSON it adds the picture, in Base64.
      """,
      valueName: "format"))
  var format: BatchIssuer.PictureFormat?

  @Flag(
    name: .long,
    help:
      "Draw a card around each code: status as colour, shape and word, holder, validity, issuer."
  )
  var card = false

  @OptionGroup var symbol: SymbolOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Scan the first of every N pictures before it is written, 1 for all.", valueName: "n"))
  var checkEvery = 1000

  func validate() throws {
    guard checkEvery >= 1 else { throw ValidationError(.checkEvery) }
    guard card || format != .pdf else { throw ValidationError(.pdfOfNoCard) }
  }
}
