import HCodeFormats
package import HCodeBase
import HCodeCore

extension TrustHoldings {
  /// The trusted lists: pinned authorities' first, in the order of pinning.
  package var believedLists: [TrustList] {
    let pinned = anchors.compactMap { lists[$0]?.list }
    let others = lists.values.filter { isBelieved($0) && !anchors.contains($0.list.authority) }
    return pinned + others.map(\.list).sorted { $0.authority < $1.authority }
  }

  /// What is missing at that time.
  package func missing(at now: Timestamp, from source: TimeEvidence.Source) -> [MissingTrust] {
    var missing: [MissingTrust] = []
    if let (_, time) = timeEvidence.contradiction(of: now, from: source) {
      missing.append(MissingTrust(kind: .clock, subject: "", time: time))
    }
    for held in foreignLists where held.material.usableCount == 0 && !held.material.isRevocation {
      missing.append(MissingTrust(kind: .foreignListEmpty, subject: held.facts.name, time: nil))
    }
    for held in foreignLists where now >= held.facts.expires {
      missing.append(
        MissingTrust(
          kind: .foreignListEnded, subject: held.facts.name, time: held.facts.expires))
    }
    for held in heldRules {
      guard let expires = held.expires, now >= expires else { continue }
      missing.append(MissingTrust(kind: .rulesEnded, subject: held.name, time: expires))
    }
    if anchors.isEmpty, foreignSources.isEmpty {
      missing.append(MissingTrust(kind: .nothingPinned, subject: "", time: nil))
    }
    for list in believedLists {
      let subject = list.authority.description
      if now >= list.expires {
        missing.append(MissingTrust(kind: .trustListEnded, subject: subject, time: list.expires))
      }
      missing += Self.passed([(subject, list.sunset)], at: now)
      missing += Self.passed(
        list.issuers.map { ($0.identifier.description, $0.sunset) }
          + list.recognitions.map { ($0.authority.description, $0.terms.sunset) }, at: now)
      missing += missingOfKeys(list, at: now)
      guard anchors.contains(list.authority) else { continue }
      for recognition in list.recognitions
      where lists[recognition.authority]?.chain.contains(recognition.roots.fingerprint) != true {
        missing.append(
          MissingTrust(
            kind: .trustListMissing, subject: recognition.authority.description, time: nil))
      }
    }
    return missing
  }

  private func missingOfKeys(_ list: TrustList, at now: Timestamp) -> [MissingTrust] {
    var missing: [MissingTrust] = []
    for key in list.issuers.flatMap(\.keys) {
      guard now < key.until else {
        missing.append(
          MissingTrust(kind: .keyEnded, subject: key.publicKey.identifier.hex, time: key.until))
        continue
      }
      guard let uri = key.statusList else { continue }
      if let held = heldStatusList(uri, in: list) {
        guard now >= held.facts.expires else { continue }
        missing.append(
          MissingTrust(
            kind: .statusListEnded, subject: uri.description, time: held.facts.expires))
      } else {
        missing.append(MissingTrust(kind: .statusListMissing, subject: uri.description, time: nil))
      }
    }
    return missing
  }

  private static func passed(_ sunsets: [(String, Timestamp?)], at now: Timestamp) -> [MissingTrust]
  {
    sunsets.compactMap { subject, sunset in
      guard let sunset, now >= sunset else { return nil }
      return MissingTrust(kind: .sunsetPassed, subject: subject, time: sunset)
    }
  }

  /// What is old, or ends soon.
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
