package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// Something that verdicts use is old, or ends soon: a warning days before it stops the gate.
package struct FreshnessWarning: Hashable, Sendable {
  /// What it is, in the words that programs rely on (docs/json.md).
  package enum Kind: String, Sendable, CaseIterable {
    /// The trust list is past its time to live.
    case trustListOld = "trust-list-old"
    /// The trust list decides nothing from that time on.
    case trustListEnds = "trust-list-ends"
    /// The status list is past its time to live.
    case statusListOld = "status-list-old"
    /// The status list decides nothing from that time on.
    case statusListEnds = "status-list-ends"
    /// The stored log does not cover yesterday's codes.
    case logOld = "log-old"
    /// The trust list names a log, and it is not here.
    case logMissing = "log-missing"
    /// The set of rules decides nothing from that time on.
    case rulesEnd = "rules-end"
    /// The ratings of areas in a set of rules are more than a week old.
    case areasOld = "areas-old"
    /// Nothing signed with the key is accepted from that time on.
    case keyEnds = "key-ends"
    /// A sunset: nothing is accepted from that time on, for good.
    case sunsetNear = "sunset-near"
    /// A key file vouches for the key: its codes cannot be revoked.
    case bareKey = "bare-key"
    /// The holder has categories that the recognition of the issuer's authority does not name: they are passed over.
    case categoryNotRecognised = "category-not-recognised"
  }

  /// What it is.
  package let kind: Kind
  /// The list's authority, the status list's URI, the key id, or words of categories.
  package let subject: String
  /// Since when it counts as old, or when it ends; the end of a bare key, or of a code whose categories do not count.
  package let time: Timestamp

  /// Whether an end is near. What lives for less than four times the usual notice gets a warning in its last quarter: a
  /// daily list would otherwise always be about to end.
  private static func isNear(
    _ end: Timestamp, since beginning: Timestamp? = nil, at now: Timestamp
  ) -> Bool {
    let left = end.seconds - now.seconds
    let lifetime = beginning.map { end.seconds - $0.seconds }
    let notice = Timestamp.noticeBeforeEnd
    return left >= 0 && left <= (lifetime.map { min(notice, $0 / 4) } ?? notice)
  }

  /// The warning about a key, if it ends soon.
  package static func of(
    _ key: KeyIdentifier, from notBefore: Timestamp, until: Timestamp, at now: Timestamp
  ) -> [FreshnessWarning] {
    isNear(until, since: notBefore, at: now)
      ? [.init(kind: .keyEnds, subject: key.hex, time: until)] : []
  }

  /// The warnings about a trust list.
  package static func of(_ list: TrustListFacts, at now: Timestamp) -> [FreshnessWarning] {
    var warnings: [FreshnessWarning] = []
    let subject = list.authority.description
    let old = list.issued.advanced(bySeconds: Int64(clamping: list.timeToLive))
    if now >= old { warnings.append(.init(kind: .trustListOld, subject: subject, time: old)) }
    if isNear(list.expires, since: list.issued, at: now) {
      warnings.append(.init(kind: .trustListEnds, subject: subject, time: list.expires))
    }
    return warnings + (list.sunset.flatMap { ofSunset($0, subject, at: now) }.map { [$0] } ?? [])
  }

  /// The warning about a sunset, if it is near.
  static func ofSunset(_ sunset: Timestamp, _ subject: String, at now: Timestamp)
    -> FreshnessWarning?
  {
    isNear(sunset, at: now) ? .init(kind: .sunsetNear, subject: subject, time: sunset) : nil
  }

  /// The warnings about a status list.
  package static func of(
    _ list: StatusListFacts, _ uri: StatusListURI, at now: Timestamp
  ) -> [FreshnessWarning] {
    var warnings: [FreshnessWarning] = []
    let old = list.issued.advanced(bySeconds: Int64(clamping: list.timeToLive))
    // A time to live of 0 states none: the end counts alone.
    if list.timeToLive > 0, now >= old {
      warnings.append(.init(kind: .statusListOld, subject: uri.description, time: old))
    }
    if isNear(list.expires, since: list.issued, at: now) {
      warnings.append(
        .init(kind: .statusListEnds, subject: uri.description, time: list.expires))
    }
    return warnings
  }

  /// The warnings about a file of foreign trust material.
  package static func of(_ source: ForeignSource, at now: Timestamp) -> [FreshnessWarning] {
    isNear(source.expires, since: source.since, at: now)
      ? [.init(kind: .trustListEnds, subject: source.name, time: source.expires)] : []
  }

  /// The warnings about a log.
  static func of(
    _ log: TrustPath.Log, of list: TrustListFacts, at now: Timestamp
  ) -> [FreshnessWarning] {
    let subject = log.origin.description
    guard let old = log.staleFrom else {
      return [.init(kind: .logMissing, subject: subject, time: list.issued)]
    }
    return now >= old ? [.init(kind: .logOld, subject: subject, time: old)] : []
  }

  /// The warnings about a set of rules.
  package static func of(_ rules: HeldRules, at now: Timestamp) -> [FreshnessWarning] {
    var warnings: [FreshnessWarning] = []
    if let issued = rules.set.areas?.issued {
      let old = issued.advanced(bySeconds: Timestamp.noticeBeforeEnd)
      if now >= old { warnings.append(.init(kind: .areasOld, subject: rules.name, time: old)) }
    }
    if let expires = rules.expires, isNear(expires, since: rules.since, at: now) {
      warnings.append(.init(kind: .rulesEnd, subject: rules.name, time: expires))
    }
    return warnings
  }
}
