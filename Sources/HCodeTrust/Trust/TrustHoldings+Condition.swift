import HCodeFormats
package import HCodeBase
import HCodeCore

/// Something that is needed for verdicts and is not there, or no longer counts.
package struct MissingTrust: Hashable, Sendable {
  /// What it is, in the words that programs rely on (docs/json.md).
  package enum Kind: String, Sendable, CaseIterable {
    /// The clock stands before the newest signed file that is held.
    case clock
    /// Nothing is pinned: every code is from an unknown issuer.
    case nothingPinned = "nothing-pinned"
    /// A trust list is past its end.
    case trustListEnded = "trust-list-ended"
    /// An authority is recognised, and no list of it that is signed by its recognised root keys is here.
    case trustListMissing = "trust-list-missing"
    /// A list names a status list that is not here.
    case statusListMissing = "status-list-missing"
    /// A status list is past its end.
    case statusListEnded = "status-list-ended"
    /// Trust material of another format is past its end.
    case foreignListEnded = "foreign-list-ended"
    /// A set of rules is past its end.
    case rulesEnded = "rules-ended"
    /// A key is past its end, and still listed.
    case keyEnded = "key-ended"
    /// A sunset has passed: what is under it is over for good.
    case sunsetPassed = "sunset-passed"

    /// Whether codes get no verdict for it; a key or a sunset that ended is as it should be.
    package var isGrave: Bool { self != .keyEnded && self != .sunsetPassed }
  }

  /// What it is.
  package let kind: Kind
  /// The authority, the status list's URI, or the key id; empty for the clock.
  package let subject: String
  /// When it ended, if it did.
  package let time: Timestamp?
}

extension TrustHoldings {
  /// The lists that count, pinned authorities' first, in the order of pinning.
  package var believedLists: [TrustList] {
    let pinned = anchors.compactMap { lists[$0]?.list }
    let others = lists.values.filter { isBelieved($0) && !anchors.contains($0.list.authority) }
    return pinned + others.map(\.list).sorted { $0.authority < $1.authority }
  }

  /// What is lacking at that time.
  package func lacks(at now: Timestamp) -> [MissingTrust] {
    var lacks: [MissingTrust] = []
    if let newestSigned, now.advanced(bySeconds: Timestamp.clockTolerance) < newestSigned {
      lacks.append(MissingTrust(kind: .clock, subject: "", time: newestSigned))
    }
    for held in foreignLists where now >= held.facts.expires {
      lacks.append(
        MissingTrust(
          kind: .foreignListEnded, subject: held.facts.name, time: held.facts.expires))
    }
    for held in heldRules {
      guard let expires = held.expires, now >= expires else { continue }
      lacks.append(MissingTrust(kind: .rulesEnded, subject: held.name, time: expires))
    }
    if anchors.isEmpty, foreignSources.isEmpty {
      lacks.append(MissingTrust(kind: .nothingPinned, subject: "", time: nil))
    }
    for list in believedLists {
      let subject = list.authority.description
      if now >= list.expires {
        lacks.append(MissingTrust(kind: .trustListEnded, subject: subject, time: list.expires))
      }
      lacks += Self.passed([(subject, list.sunset)], at: now)
      lacks += Self.passed(
        list.issuers.map { ($0.identifier.description, $0.sunset) }
          + list.recognitions.map { ($0.authority.description, $0.terms.sunset) }, at: now)
      lacks += keyLacks(list, at: now)
      guard anchors.contains(list.authority) else { continue }
      for recognition in list.recognitions
      where lists[recognition.authority]?.chain.contains(recognition.roots.fingerprint) != true {
        lacks.append(
          MissingTrust(
            kind: .trustListMissing, subject: recognition.authority.description, time: nil))
      }
    }
    return lacks
  }

  private func keyLacks(_ list: TrustList, at now: Timestamp) -> [MissingTrust] {
    var lacks: [MissingTrust] = []
    for key in list.issuers.flatMap(\.keys) {
      guard now < key.until else {
        lacks.append(
          MissingTrust(kind: .keyEnded, subject: key.publicKey.identifier.hex, time: key.until))
        continue
      }
      guard let uri = key.statusList else { continue }
      if let held = heldStatusList(uri, in: list) {
        guard now >= held.facts.expires else { continue }
        lacks.append(
          MissingTrust(
            kind: .statusListEnded, subject: uri.description, time: held.facts.expires))
      } else {
        lacks.append(MissingTrust(kind: .statusListMissing, subject: uri.description, time: nil))
      }
    }
    return lacks
  }

  private static func passed(_ sunsets: [(String, Timestamp?)], at now: Timestamp) -> [MissingTrust]
  {
    sunsets.compactMap { subject, sunset in
      guard let sunset, now >= sunset else { return nil }
      return MissingTrust(kind: .sunsetPassed, subject: subject, time: sunset)
    }
  }

  /// What has become old, or ends soon.
  package func warnings(at now: Timestamp) -> [FreshnessWarning] {
    foreignLists.flatMap { FreshnessWarning.of($0.facts, at: now) }
      + heldRules.flatMap { FreshnessWarning.of($0, at: now) }
      + believedLists.flatMap { list -> [FreshnessWarning] in
        var warnings = FreshnessWarning.of(TrustListFacts(list), at: now)
        for key in list.issuers.flatMap(\.keys) {
          warnings += FreshnessWarning.of(
            key.publicKey.identifier, from: key.notBefore, until: key.until, at: now)
          if let uri = key.statusList, let held = heldStatusList(uri, in: list) {
            warnings += FreshnessWarning.of(held.facts, uri, at: now)
          }
        }
        var logs = Set<NoteName>()
        for issuer in list.issuers {
          guard let log = issuer.log, logs.insert(log.policy.log.name).inserted else { continue }
          warnings += FreshnessWarning.of(
            TrustPath.Log(
              origin: log.policy.log.name, grace: log.grace, facts: heldLog(log, in: list)?.facts),
            of: TrustListFacts(list), at: now)
        }
        let sunsets =
          list.issuers.map { ($0.identifier, $0.sunset) }
          + list.recognitions.map { ($0.authority, $0.terms.sunset) }
        return warnings
          + sunsets.compactMap { subject, sunset in
            sunset.flatMap { FreshnessWarning.ofSunset($0, subject.description, at: now) }
          }
      }
  }
}
