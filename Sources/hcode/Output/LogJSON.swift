import HCodeBase
import HCodeCore

/// Entries of a log as JSON.
enum LogJSON {
  /// One entry, in the spelling that `hcode log append` reads, with its index in front when it is known.
  static func object(_ entry: LogEntry, index: UInt64? = nil) -> JSONObject {
    var object = JSONObject()
    if let index { object.add("index", index) }
    object.add("act", entry.act.word)
    object.add("commitment", entry.commitment.hex)
    object.add("issuer", entry.issuer.description)
    object.add("key_id", entry.keyIdentifier.hex)
    object.add("officer", entry.officer.description)
    if let second = entry.secondOfficer { object.add("second_officer", second.description) }
    object.add("status", entry.status.description)
    if let reason = entry.reason { object.add("reason", reason.word) }
    if let authority = entry.authority { object.add("authority", authority) }
    object.add("time", entry.time.rfc3339)
    object.add("until", entry.until.rfc3339)
    return object
  }
}
