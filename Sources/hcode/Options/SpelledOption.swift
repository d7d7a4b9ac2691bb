import ArgumentParser
import HCodeBase

/// Values of options that go into a file in the spelling that they were given.
enum SpelledOption {
  static func time(_ text: String) throws -> WithOriginalText<Timestamp> {
    guard let time = WithOriginalText(rfc3339: text) else {
      throw ValidationError(.notATime)
    }
    return time
  }

  static func duration(_ text: String) throws -> WithOriginalText<Int64> {
    guard let duration = WithOriginalText(duration: text) else {
      throw ValidationError(.notADuration)
    }
    return duration
  }
}
