import ArgumentParser
import HCodeCore

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

/// The search of pictures, each with a time budget of its own.
struct PictureSearch: Sendable {
  var isThorough = false
  /// Milliseconds; nil for as long as it takes.
  var budget: Int?
  /// What is not searched to the end passes for searched.
  var acceptsIncomplete = false

  /// What is in one picture.
  func result(in image: LumaImage) -> QRSearchResult {
    var result = QRScanner.search(image, options: options())
    if acceptsIncomplete { result.isComplete = true }
    return result
  }

  /// For one picture: the budget's time runs from here.
  private func options() -> QRSearchOptions {
    guard let budget else { return QRSearchOptions(isThorough: isThorough) }
    let start = MonotonicTime.now
    return QRSearchOptions(isThorough: isThorough) { MonotonicTime.now.since(start) >= budget }
  }
}
