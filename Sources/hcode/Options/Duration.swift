import ArgumentParser

/// A length of time: a whole number and `m`, `h` or `d`.
struct Duration: ExpressibleByArgument, CustomStringConvertible {
  let seconds: Int64

  init(seconds: Int64) { self.seconds = seconds }

  init?(argument: String) {
    let units: [Character: Int64] = ["m": 60, "h": 3600, "d": 86_400]
    guard let last = argument.last, let unit = units[last], let number = Int64(argument.dropLast()),
      (1...36_500).contains(number)
    else { return nil }
    seconds = number * unit
  }

  var description: String {
    seconds % 86_400 == 0
      ? "\(seconds / 86_400)d" : seconds % 3600 == 0 ? "\(seconds / 3600)h" : "\(seconds / 60)m"
  }

  var defaultValueDescription: String { description }
}
