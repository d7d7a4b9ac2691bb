import HCodeBase
import HCodeCore
import HCodeRegistry

/// A code of a registry, for people, JSON and CSV (docs/registry.md).
enum CodeRecord {
  static func json(_ found: FoundCode, of identity: RegistryIdentity) -> String {
    var object = JSONObject()
    for (name, value) in members(found, of: identity) {
      if name == "code_index" {
        object.add(name, UInt64(found.code.index))
      } else {
        object.add(name, value)
      }
    }
    return object.line
  }

  /// The columns of `csv`, RFC 4180.
  static var csvHeader: String { names.joined(separator: ",") }

  static func csv(_ found: FoundCode, of identity: RegistryIdentity) -> String {
    members(found, of: identity).map { field($0.1 ?? "") }.joined(separator: ",")
  }

  static func line(_ found: FoundCode, of identity: RegistryIdentity) -> String {
    let code = found.code
    var parts = [
      "\(code.index)", code.issued.rfc3339, "until \(code.expires.rfc3339)", "\(code.status)",
      found.status.word,
    ]
    if let reason = code.reason { parts.append(reason.word) }
    if let officer = code.officer { parts.append("by \(officer)") }
    if let name = code.name { parts.append(name) }
    if let forgotten = code.forgotten { parts.append("forgotten \(forgotten.rfc3339)") }
    return TerminalText.escaped(parts.joined(separator: "  "))
  }

  private static let names = [
    "key_id", "code_index", "status", "signed_status", "issued_at", "expires", "reason", "officer",
    "subject_hash", "name", "forgotten_at",
  ]

  private static func members(
    _ found: FoundCode, of identity: RegistryIdentity
  ) -> [(String, String?)] {
    let code = found.code
    let values: [String?] = [
      identity.keyIdentifier.hex, "\(code.index)", found.status.word, code.status.description,
      code.issued.rfc3339, code.expires.rfc3339, code.reason?.word, code.officer?.description,
      code.subject?.hex, code.name, code.forgotten?.rfc3339,
    ]
    return Array(zip(names, values))
  }

  /// Quoted where needed. A text that a spreadsheet would run as a formula gets an apostrophe in front, which makes it a
  /// text there: a name is written by strangers.
  static func field(_ text: String) -> String {
    var text = text
    if let first = text.utf8.first, "=+-@\t".utf8.contains(first) { text = "'" + text }
    guard text.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
