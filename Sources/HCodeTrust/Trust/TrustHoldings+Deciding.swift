import HCodeBase
package import HCodeCore

extension TrustHoldings {
  /// The authorities that have a word here: the pinned ones, and those that pinned lists recognise, be their lists here or not. The
  /// longest id first: the first that has an issuer in its name space speaks for it.
  package var authorities: [IssuerIdentifier] {
    let recognised = anchors.compactMap { lists[$0]?.list }.flatMap {
      $0.recognitions.map(\.authority)
    }
    return Set(anchors + recognised).sorted {
      let (a, b) = ($0.description.utf8.count, $1.description.utf8.count)
      return a == b ? $0 < $1 : a > b
    }
  }

  /// Everything that is known under each key id. For a key and an issuer one list decides (docs/trust.md §4.5): the first pinned list
  /// that names both; else the list of the recognised authority with the longest id that has the issuer in its name space, where no
  /// pinned authority's id is an equal or longer match.
  package var keyRecords: [KeyIdentifier: KeyRecord] {
    var records: [KeyIdentifier: KeyRecord] = [:]
    let pinned = anchors.compactMap { lists[$0]?.list }
    for list in pinned { add(list, recognition: nil, to: &records) }
    for (list, recogniser) in recognisedLists {
      add(list, recognition: recogniser, to: &records)
    }
    for authority in anchors {
      guard let held = lists[authority] else { continue }
      for (identifier, time) in held.list.withdrawn {
        records[identifier, default: KeyRecord()].withdrawals.append(
          Withdrawal(authority: authority, time: time))
      }
      for key in held.withdrawnKeys {
        records[key.publicKey.identifier, default: KeyRecord()].keys.append(.withdrawn(key))
      }
    }
    for held in lists.values {
      for key in held.list.issuers.flatMap(\.keys) {
        records[key.publicKey.identifier, default: KeyRecord()].isNamed = true
      }
    }
    return records
  }

  /// The trusted keys, each with the way in which it is trusted.
  package var paths: [KeyIdentifier: [TrustPath]] {
    keyRecords.compactMapValues { record in
      let paths = record.keys.filter {
        record.withdrawal(of: $0, for: $0.issuer) == nil
      }.compactMap(\.path)
      return paths.isEmpty ? nil : paths
    }
  }

  /// The lists that are believed by recognition only, each with the first pinned authority that recognises it.
  private var recognisedLists: [(list: TrustList, recogniser: TrustPath.Recogniser)] {
    var found: [(list: TrustList, recogniser: TrustPath.Recogniser)] = []
    for held in lists.values.sorted(by: { $0.list.authority < $1.list.authority })
    where !anchors.contains(held.list.authority) {
      let recognition = recognitions(of: held.list.authority).first {
        held.chain.contains($0.recognition.roots.fingerprint)
      }
      guard let (recogniser, recognition) = recognition else { continue }
      found.append(
        (
          held.list,
          TrustPath.Recogniser(list: TrustListFacts(recogniser), terms: recognition.terms)
        ))
    }
    return found
  }

  private func add(
    _ list: TrustList, recognition: TrustPath.Recogniser?,
    to records: inout [KeyIdentifier: KeyRecord]
  ) {
    let facts = TrustListFacts(list)
    let authorities = recognition == nil ? [] : authorities
    for issuer in list.issuers {
      // Of a recognised authority only the one with the longest id is asked.
      if recognition != nil,
        authorities.first(where: { $0.speaks(for: issuer.identifier) }) != list.authority
      {
        continue
      }
      let log = issuer.log.map {
        TrustPath.Log(
          origin: $0.policy.log.name, grace: $0.grace, facts: heldLog($0, in: list)?.facts)
      }
      for key in issuer.keys {
        let known = records[key.publicKey.identifier]?.keys ?? []
        guard
          !known.contains(where: {
            $0.publicKey == key.publicKey && $0.issuer == issuer.identifier
          })
        else { continue }
        let held = key.statusList.flatMap { heldStatusList($0, in: list) }
        records[key.publicKey.identifier, default: KeyRecord()].keys.append(
          .listed(
            TrustPath(
              issuer: issuer, key: key.withoutAgreement, list: facts, recognition: recognition,
              statusList: held?.facts, shortfalls: held?.account?.shortfalls, log: log)))
      }
    }
  }
}
