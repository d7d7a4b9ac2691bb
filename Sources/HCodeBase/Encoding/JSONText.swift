/// Strings of JSON (RFC 8259 §7) that are safe on a terminal as well.
package enum JSONText {
  /// The text in quotes. Control characters, and everything else that could move the cursor or turn the reading
  /// direction, is written as `\uXXXX`: the same text to a program, harmless to a person's screen.
  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where HealthText.isForbidden(scalar):
        for unit in UTF16.encode(scalar).map(Array.init) ?? [] { quoted += escape(unit) }
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// A value on one line, the members of its objects ordered by name.
  package static func encoded(_ value: JSONValue) -> String {
    switch value {
    case .null: return "null"
    case .boolean(let boolean): return boolean ? "true" : "false"
    case .number(let text): return text
    case .string(let text): return quoted(text)
    case .array(let elements): return "[" + elements.map(encoded).joined(separator: ",") + "]"
    case .object(let members):
      return "{" + members.map { quoted($0.key) + ":" + encoded($0.value) }.joined(separator: ",")
        + "}"
    }
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
