import ArgumentParser
import HCodeBase
import HCodeRegistry

/// A length of time: a whole number and `m`, `h` or `d`.
struct Duration: ExpressibleByArgument, CustomStringConvertible {
  let seconds: Int64

  init(seconds: Int64) { self.seconds = seconds }

  init?(argument: String) {
    guard let seconds = DurationText.seconds(of: CellWords.duration(argument)) else { return nil }
    self.seconds = seconds
  }

  /// Refuses a life that every reader would refuse.
  func checkLife(atMost longest: Int64) throws {
    guard seconds <= longest else {
      throw ValidationError(.livesTooLong(days: longest / 86_400))
    }
  }

  var description: String { DurationText.text(seconds: seconds) }

  var defaultValueDescription: String { description }
}
