import HCodeFormats
import HCodeBase
import HCodeCore
import HCodeTrust

/// What `trust show --json` says of lists. Its members are a promise (docs/json.md).
enum TrustJSON {
  static func object(_ list: TrustList, at now: Timestamp) -> JSONObject {
    var object = JSONObject()
    object.add("authority", list.authority.description)
    object.add("names", names(list.names))
    object.add("version", list.version)
    object.add("issued_at", list.issued.rfc3339)
    object.add("age_seconds", UInt64(clamping: now.seconds - list.issued.seconds))
    object.add("expires", list.expires.rfc3339)
    object.add("ttl_seconds", list.timeToLive)
    if let sunset = list.sunset { object.add("sunset", sunset.rfc3339) }
    object.add("roots", role(list.roots))
    if let keys = list.snapshotKeys { object.add("snapshot_keys", role(keys)) }
    if !list.withdrawn.isEmpty {
      object.add(
        "withdrawn",
        list.withdrawn.sorted { $0.key < $1.key }.map { key, time in
          var member = JSONObject()
          member.add("key_id", key.hex)
          member.add("withdrawn_at", time.rfc3339)
          return member
        })
    }
    return object
  }

  static func role(_ role: KeyThreshold) -> JSONObject {
    var object = JSONObject()
    object.add("threshold", UInt64(role.threshold))
    object.add("fingerprint", role.fingerprint)
    object.add("key_ids", role.keys.map(\.identifier.hex))
    return object
  }

  static func names(_ names: AuthorityNames) -> JSONObject {
    var object = JSONObject()
    for (language, name) in names.byLanguage.sorted(by: { $0.key < $1.key }) {
      object.add(language, name)
    }
    return object
  }

  static func object(
    _ issuer: ListedIssuer, statusList: (StatusListURI) -> HeldStatusList?
  ) -> JSONObject {
    var object = JSONObject()
    object.add("issuer", issuer.identifier.description)
    object.add("names", names(issuer.names))
    if let appeal = issuer.appeal { object.add("appeal", appeal) }
    if let sunset = issuer.sunset { object.add("sunset", sunset.rfc3339) }
    if let log = issuer.log {
      var member = JSONObject()
      member.add("origin", log.policy.log.name.description)
      member.add("key", log.policy.log.text)
      member.add("witnesses", log.policy.witnesses.map(\.text))
      member.add("quorum", UInt64(log.policy.quorum))
      member.add("grace_seconds", log.grace)
      object.add("log", member)
    }
    object.add("keys", issuer.keys.map { key($0, statusList: statusList) })
    return object
  }

  private static func key(
    _ key: ListedKey, statusList: (StatusListURI) -> HeldStatusList?
  ) -> JSONObject {
    var object = JSONObject()
    object.add("key_id", key.publicKey.identifier.hex)
    object.add("not_before", key.notBefore.rfc3339)
    object.add("until", key.until.rfc3339)
    switch key.use {
    case .codes(let grant, let uri):
      object.add("use", "codes")
      object.add("statuses", grant.statuses.sorted { $0.rawValue < $1.rawValue }.map(\.description))
      object.add("evidence", ages(grant.evidence))
      if let longest = grant.longestValidity { object.add("longest_validity_seconds", longest) }
      if !grant.categories.isEmpty { object.add("category", grant.categories.map(\.word)) }
      if grant.statuses.contains(.red) {
        object.add("officers", grant.needsSecondOfficer ? 2 : 1)
      }
      guard let uri else { break }
      var member = JSONObject()
      member.add("uri", uri.description)
      if let held = statusList(uri) {
        member.add("issued_at", held.facts.issued.rfc3339)
        member.add("expires", held.facts.expires.rfc3339)
        member.add("codes", UInt64(held.count))
      }
      object.add("status_list", member)
    case .statusLists(let uris):
      object.add("use", "status-lists")
      object.add("status_lists", uris.map(\.description))
    case .countersign, .venues, .exposures: object.add("use", key.agreedUse.word)
    }
    return object
  }

  static func object(_ recognition: Recognition, isHeld: Bool) -> JSONObject {
    var object = JSONObject()
    object.add("authority", recognition.authority.description)
    object.add("names", names(recognition.names))
    object.add("roots", role(recognition.roots))
    add(recognition.terms, to: &object)
    object.add("held", isHeld)
    return object
  }

  /// The terms of a recognition.
  static func add(_ terms: Recognition.Terms, to object: inout JSONObject) {
    object.add("statuses", terms.statuses.sorted { $0.rawValue < $1.rawValue }.map(\.description))
    if let evidence = terms.greenEvidence {
      object.add("green_with", ages(evidence))
      object.add("otherwise", terms.otherwiseYellow ? "yellow" : "refused")
    }
    if let sunset = terms.sunset { object.add("sunset", sunset.rfc3339) }
    if !terms.categories.isEmpty { object.add("category", terms.categories.map(\.word)) }
  }

  /// Trust material of another format.
  static func object(_ held: HeldForeignSource, at now: Timestamp) -> JSONObject {
    var object = JSONObject()
    object.add("name", held.facts.name)
    object.add("format", held.facts.format.rawValue)
    object.add("entries", UInt64(held.count))
    object.add("imported_at", held.facts.imported.rfc3339)
    VerdictJSON.addAge(held.facts.since, held.facts.expires, at: now, to: &object)
    object.add("dated", held.isDated)
    object.add("authority", held.facts.authority?.description)
    object.add("left_out", held.leftOut)
    object.add("noted", held.warnings)
    return object
  }

  /// A set of rules.
  static func object(_ held: HeldRules, at now: Timestamp) -> JSONObject {
    var object = JSONObject()
    object.add("name", held.name)
    object.add("country", held.set.country)
    object.add("region", held.set.region)
    object.add("rules", UInt64(held.set.rules.count))
    object.add("current", UInt64(held.set.current(at: now).count))
    object.add("imported_at", held.taken.rfc3339)
    object.add("issued_at", held.since.rfc3339)
    object.add("age_seconds", UInt64(clamping: now.seconds - held.since.seconds))
    object.add("expires", held.expires?.rfc3339)
    object.add("concerns", held.set.concerns(at: now).map(RuleText.object))
    return object
  }

  static func object(_ lack: MissingTrust) -> JSONObject {
    var object = JSONObject()
    object.add("lack", lack.kind.rawValue)
    object.add("subject", lack.subject)
    if let time = lack.time { object.add("time", time.rfc3339) }
    return object
  }

  /// Minutes by kind; 0 for any age.
  private static func ages(_ ages: [EvidenceKind: UInt64]) -> JSONObject {
    var object = JSONObject()
    for (kind, minutes) in ages.sorted(by: { $0.key < $1.key }) { object.add(kind.word, minutes) }
    return object
  }
}
