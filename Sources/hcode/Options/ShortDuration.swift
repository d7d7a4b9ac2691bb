import ArgumentParser
import HCodeBase

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
