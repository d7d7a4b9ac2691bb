import ArgumentParser
import HCodeBase

/// A length of time: a whole number and `m`, `h` or `d`.
struct Duration: ExpressibleByArgument, CustomStringConvertible {
  let seconds: Int64

  init(seconds: Int64) { self.seconds = seconds }

  init?(argument: String) {
    guard let seconds = DurationText.seconds(of: argument) else { return nil }
    self.seconds = seconds
  }

  var description: String { DurationText.text(seconds: seconds) }

  var defaultValueDescription: String { description }
}

/// A short length of time: a whole number and `ms`, `s`, `m` or `h`.
struct ShortDuration: ExpressibleByArgument, CustomStringConvertible {
  /// Beyond a day it is a mistake.
  static let longest = 86_400_000

  let milliseconds: Int

  init(milliseconds: Int) { self.milliseconds = milliseconds }

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    let units = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000]
    guard let unit = units[String(argument.dropFirst(digits.count))], digits.count <= 8,
      let number = Int(digits), (1...Self.longest).contains(number * unit)
    else { return nil }
    milliseconds = number * unit
  }

  var description: String {
    milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
  }

  var defaultValueDescription: String { description }
}
