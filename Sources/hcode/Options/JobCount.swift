import ArgumentParser
import Glibc

/// `--jobs`: how many threads work at once.
enum JobCount: ExpressibleByArgument, Equatable {
  case automatic
  case exactly(Int)

  /// More threads than any machine needs.
  static let most = 256

  init?(argument: String) {
    if argument == "auto" || argument == "0" {
      self = .automatic
    } else if let number = Int(argument), (1...Self.most).contains(number) {
      self = .exactly(number)
    } else {
      return nil
    }
  }

  /// As many as asked for, or one for each processor.
  var threads: Int {
    switch self {
    case .exactly(let number): number
    case .automatic: max(1, min(sysconf(Int32(_SC_NPROCESSORS_ONLN)), Self.most))
    }
  }
}
