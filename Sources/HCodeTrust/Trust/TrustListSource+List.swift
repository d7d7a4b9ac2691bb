import HCodeBase
import HCodeCore

extension TrustListSource {
  /// The source of a list that is there, for an authority that has lost its own; nil for a list that no source can state.
  package init?(_ list: TrustList) {
    guard let valid = Self.duration(list.expires.seconds - list.issued.seconds),
      let timeToLive = Self.duration(Int64(clamping: list.timeToLive)),
      let roots = KeyGroup(list.roots)
    else { return nil }
    self.init(
      authority: list.authority, names: list.names, valid: valid, timeToLive: timeToLive,
      roots: roots, snapshot: list.snapshotKeys.flatMap { KeyGroup($0) })
    version = list.version
    sunset = list.sunset.map { WithOriginalText($0) }
    issuers = list.issuers.compactMap(Issuer.init)
    recognitions = list.recognitions.compactMap(RecognisedAuthority.init)
    withdrawn = list.withdrawn.sorted { $0.key < $1.key }.map {
      // The end of the key is not in the list: no key lives longer than this.
      WithdrawnEntry(
        identifier: $0.key, time: WithOriginalText($0.value),
        until: WithOriginalText($0.value.advanced(bySeconds: LongestLife.listedKey)))
    }
    guard issuers.count == list.issuers.count, recognitions.count == list.recognitions.count else {
      return nil
    }
  }

  fileprivate static func duration(_ seconds: Int64) -> WithOriginalText<Int64>? {
    WithOriginalText(duration: DurationText.text(seconds: seconds))
  }

  fileprivate static func ages(
    _ evidence: [EvidenceKind: UInt64]
  ) -> [EvidenceKind: WithOriginalText<UInt64>]? {
    let ages = evidence.compactMapValues {
      WithOriginalText<UInt64>(age: $0 == 0 ? "any" : DurationText.text(seconds: Int64($0) * 60))
    }
    return ages.count == evidence.count ? ages : nil
  }
}

extension TrustListSource.Issuer {
  fileprivate init?(_ listed: ListedIssuer) {
    let keys = listed.keys.compactMap(TrustListSource.Key.init)
    guard keys.count == listed.keys.count else { return nil }
    self.init(identifier: listed.identifier, names: listed.names, keys: keys)
    appeal = listed.appeal
    sunset = listed.sunset.map { WithOriginalText($0) }
    guard let log = listed.log else { return }
    guard let grace = TrustListSource.duration(Int64(clamping: log.grace)),
      let made = Log(policy: log.policy, grace: grace)
    else { return nil }
    self.log = made
  }
}

extension TrustListSource.Key {
  fileprivate init?(_ listed: ListedKey) {
    let use: Use
    switch listed.use {
    case .codes(let grant, let uri):
      guard let ages = TrustListSource.ages(grant.evidence) else { return nil }
      let longest = grant.longestValidity.flatMap {
        TrustListSource.duration(Int64(clamping: $0))
      }
      guard (longest == nil) == (grant.longestValidity == nil) else { return nil }
      use = .codes(
        TrustListSource.CodeGrant(
          statuses: grant.statuses, evidence: ages, longestValidity: longest,
          needsSecondOfficer: grant.needsSecondOfficer, categories: grant.categories),
        statusList: uri)
    case .statusLists(let uris): use = .statusLists(uris)
    case .countersign: use = .countersign
    case .venues: use = .venues
    case .exposures: use = .exposures
    }
    self.init(
      publicKey: listed.publicKey, notBefore: WithOriginalText(listed.notBefore),
      until: WithOriginalText(listed.until), use: use)
    agreement = listed.agreement
  }
}

extension TrustListSource.RecognisedAuthority {
  fileprivate init?(_ recognition: Recognition) {
    guard let roots = TrustListSource.KeyGroup(recognition.roots) else { return nil }
    let terms = recognition.terms
    self.init(
      authority: recognition.authority, names: recognition.names, roots: roots,
      statuses: terms.statuses, greenWith: terms.greenEvidence.flatMap(TrustListSource.ages),
      otherwise: terms.otherwiseYellow ? .yellow : nil,
      sunset: terms.sunset.map { WithOriginalText($0) }, categories: terms.categories)
  }
}
