import HCodeBase
import ArgumentParser
import Glibc
import HCodeCore

/// `--at`: the time to judge by.
struct ClockOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Judge as of this time (RFC 3339, such as 2026-11-24T08:00:00Z) instead of the clock's time.",
      valueName: "time"),
    transform: Timestamp.option)
  var at: Timestamp?

  func time() throws -> Timestamp { try at ?? Timestamp.now() }

  /// Where the time comes from.
  var source: TimeEvidence.Source { at == nil ? .clock : .question }
}

extension Timestamp {
  /// The value of an option.
  static func option(_ text: String) throws -> Timestamp {
    switch WrittenTime.read(text) {
    case .success(let time): return time
    case .failure(.notATime): throw ValidationError(.notATime)
    case .failure(.noZone): throw ValidationError(.timeWithoutZone)
    case .failure(.noSuchDay): throw ValidationError(.noSuchDay)
    case .failure(.yearOutOfRange): throw ValidationError(.yearOutOfRange)
    }
  }

  /// The system's clock, UTC.
  static func now() throws -> Timestamp {
    guard let now = Timestamp(seconds: Int64(time(nil))) else {
      throw OptionError.clock
    }
    return now
  }
}
