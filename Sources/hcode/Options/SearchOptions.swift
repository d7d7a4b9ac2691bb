import HCodeGate
import ArgumentParser
import HCodePictures

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

  var search: PictureSearch {
    PictureSearch(
      isThorough: thorough, budget: budget?.milliseconds, acceptsIncomplete: acceptIncomplete)
  }
}
