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
      "Stop searching a picture after this long, such as 200ms or 2s, and tell what was found.",
      valueName: "time"))
  var budget: ShortDuration?

  var search: PictureSearch { PictureSearch(isThorough: thorough, budget: budget?.milliseconds) }
}
