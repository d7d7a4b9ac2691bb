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

/// The search of pictures, each with a time budget of its own.
struct PictureSearch: Sendable {
  var isThorough = false
  /// Milliseconds; nil for as long as it takes.
  var budget: Int?

  /// For one picture: the budget's time runs from here.
  func options() -> QRSearchOptions {
    guard let budget else { return QRSearchOptions(isThorough: isThorough) }
    let start = MonotonicTime.now
    return QRSearchOptions(isThorough: isThorough) { MonotonicTime.now.since(start) >= budget }
  }
}
