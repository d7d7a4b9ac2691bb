import HCodeBase
import HCodeCore

/// Entries of a log as JSON.
enum LogJSON {
  /// One entry, with its index in front when it is known. `entry` is what `hcode log append` reads.
  ///
  /// - Parameter withGrounds: false leaves out why and on what authority, and the entry's bytes, which say so too.
  static func object(
    _ entry: SignedAct, index: UInt64? = nil, withGrounds: Bool = true
  ) -> JSONObject {
    let act = entry.act
    var object = JSONObject()
    if let index { object.add("index", index) }
    object.add("act", act.kind.word)
    if let commitment = act.commitment { object.add("commitment", commitment.hex) }
    object.add("issuer", act.issuer.description)
    object.add("key_id", act.keyIdentifier.hex)
    object.add("officer", act.officer.description)
    object.add("officer_key", entry.firstKey.hex)
    if let second = entry.secondKey {
      if let officer = entry.secondOfficer { object.add("second_officer", officer.description) }
      object.add("second_officer_key", second.hex)
    }
    if let status = act.status { object.add("status", status.description) }
    if withGrounds, let grounds = act.grounds {
      object.add("reason", grounds.reason.word)
      object.add("authority", grounds.order)
    }
    object.add("time", act.time.rfc3339)
    if let until = act.until { object.add("until", until.rfc3339) }
    object.add("count", act.count)
    if !act.ended.isEmpty {
      object.add(
        "ends",
        act.ended.map { part in
          var ended = JSONObject()
          ended.add("status", part.value.word)
          ended.add("until", part.until.rfc3339)
          ended.add("count", part.count)
          return ended
        })
    }
    if let before = act.before { object.add("before", before.rfc3339) }
    if withGrounds { object.add("entry", Base64.encode(entry.encoded)) }
    return object
  }
}
