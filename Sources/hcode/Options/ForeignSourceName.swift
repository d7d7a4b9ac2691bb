import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeFormats
import HCodeTrust

/// What tells files of one format apart: letters, digits, `.`, `_` and `-`.
struct ForeignSourceName: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    guard ForeignSource.isName(argument) else { return nil }
    text = argument
  }
}
