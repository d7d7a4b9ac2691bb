import ArgumentParser
import Glibc

/// The speed of a serial line, one of those that scanners have.
enum BaudRate: Int, ExpressibleByArgument, CaseIterable {
  case b1200 = 1200
  case b2400 = 2400
  case b4800 = 4800
  case b9600 = 9600
  case b19200 = 19200
  case b38400 = 38400
  case b57600 = 57600
  case b115200 = 115_200
  case b230400 = 230_400

  static var allValueStrings: [String] { allCases.map { String($0.rawValue) } }

  /// The system's number for it.
  var constant: speed_t {
    let number =
      switch self {
      case .b1200: B1200
      case .b2400: B2400
      case .b4800: B4800
      case .b9600: B9600
      case .b19200: B19200
      case .b38400: B38400
      case .b57600: B57600
      case .b115200: B115200
      case .b230400: B230400
      }
    return speed_t(number)
  }
}
