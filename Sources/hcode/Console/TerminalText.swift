import HCodeSystem
import HCodeBase

/// Text from strangers, made safe for a terminal.
enum TerminalText {
  /// Every character that could move the cursor, hide, or turn the reading direction, as `\u{…}`; all others as they
  /// are, letters of right-to-left scripts too.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: HealthText.isForbidden) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      if HealthText.isForbidden(scalar) {
        escaped += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Whether to colour: on a terminal that can, unless `NO_COLOR` is set.
  static var usesColour: Bool {
    StandardOutput.isTerminal && Environment["NO_COLOR"] == nil
      && Environment["TERM"] != "dumb"
  }
}
