import ArgumentParser
import Glibc
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
      "Stop searching a picture after this long, such as 200ms or 2s, and tell what was found.",
      valueName: "time"))
  var budget: SearchBudget?

  /// For one picture: the budget's time runs from here.
  func options() -> QRSearchOptions {
    guard let budget else { return QRSearchOptions(isThorough: thorough) }
    let end = MonotonicClock.milliseconds() + budget.milliseconds
    return QRSearchOptions(isThorough: thorough) { MonotonicClock.milliseconds() >= end }
  }
}

/// A time budget: a whole number of milliseconds or seconds, with its unit.
struct SearchBudget: ExpressibleByArgument {
  let milliseconds: Int64

  init?(argument: String) {
    for (unit, factor) in [("ms", Int64(1)), ("s", 1000)] where argument.hasSuffix(unit) {
      let digits = argument.dropLast(unit.count)
      guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int64(digits)
      else { return nil }
      // An hour for one picture is no budget any more.
      let (product, overflow) = number.multipliedReportingOverflow(by: factor)
      guard !overflow, (1...3_600_000).contains(product) else { return nil }
      milliseconds = product
      return
    }
    return nil
  }
}

/// The clock that nobody sets.
enum MonotonicClock {
  static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
