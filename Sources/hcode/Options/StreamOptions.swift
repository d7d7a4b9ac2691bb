import ArgumentParser
import Glibc

/// How a stream of codes is read and told.
struct StreamOptions: ParsableArguments {
  @Flag(
    name: .long,
    help: ArgumentHelp(
      "Ring the terminal's bell: once for green, twice for yellow, three times for everything else."
    ))
  var bell = false

  func openBell() throws -> Bell? { bell ? try Bell() : nil }
}
