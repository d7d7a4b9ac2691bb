import HCodeBase
import HCodeCore
import HCodeRegistry

/// Status counts and changes as JSON (docs/json.md).
enum StatusJSON {
  /// A member for each status but "as signed", which is told by what is left.
  static func add(_ counts: [CodeStatus: Int], to object: inout JSONObject) {
    for status in CodeStatus.changes {
      object.add(status.word, UInt64(clamping: counts[status] ?? 0))
    }
  }

  static func change(_ change: CodeHistory.Change) -> JSONObject {
    let note = change.note
    var object = JSONObject()
    object.add("status", change.status.word)
    object.add("why", note.why)
    object.add("authority", note.authority)
    object.add("at", note.at.rfc3339)
    object.add("until", change.until?.rfc3339)
    object.add("officer", change.entry?.act.officer.description)
    object.add("second_officer", change.entry?.secondOfficer?.description)
    object.add("entry", change.logIndex)
    return object
  }

  static func add(_ scope: StatusListScope, to object: inout JSONObject) {
    object.add("uri", scope.uri.description)
    object.add("issued", scope.issued.rfc3339)
    object.add("expires", scope.expires.rfc3339)
    object.add("ttl", scope.ttl)
    if let size = scope.logSize { object.add("log_size", size) }
  }
}
