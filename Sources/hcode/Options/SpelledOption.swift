import ArgumentParser
import HCodeBase

/// Values of options that go into a file in the spelling that they were given.
enum SpelledOption {
  static func time(_ text: String) throws -> Spelled<Timestamp> {
    guard let time = Spelled(rfc3339: text) else {
      throw ValidationError(
        "takes a time such as 2026-11-24T08:00:00Z or 2026-11-24T16:00:00+08:00.")
    }
    return time
  }

  static func duration(_ text: String) throws -> Spelled<Int64> {
    guard let duration = Spelled(duration: text) else {
      throw ValidationError("takes a length of time such as 90m, 24h or 30d.")
    }
    return duration
  }
}
