package import HCodeBase
import HCodeCore

extension TrustListSource {
  /// Refuses what no list could state: an issuer, a key or a status list twice, an authority that recognises itself.
  /// Commands call this after they changed a source, before they write it.
  package func check() throws(Fault) {
    if valid.value > LongestLife.trustList {
      throw Fault(
        "valid", "is more than the \(LongestLife.trustList / 86_400) days that a list may live")
    }
    var places: [Ed25519PublicKey: String] = [:]
    func enter(_ key: Ed25519PublicKey, _ path: String) throws(Fault) {
      if let other = places.updateValue(path, forKey: key) {
        throw Fault(path, "is the key of \(other) too: one key has one purpose")
      }
    }
    for (group, name) in [(roots, "roots"), (snapshot, "snapshot")] {
      for (index, member) in (group?.keys ?? []).enumerated() {
        try enter(member.publicKey, "\(name).keys[\(index)]")
      }
    }
    var issuerPlaces: [IssuerIdentifier: String] = [:]
    var statusListPlaces: [StatusListURI: String] = [:]
    for (number, issuer) in issuers.enumerated() {
      let path = "issuers[\(number)]"
      guard authority.speaks(for: issuer.identifier) else {
        throw Fault(
          path + ".issuer",
          "is \(issuer.identifier), and issuers of \(authority) are \(authority) itself and those that begin with \(authority)-"
        )
      }
      if let other = issuerPlaces.updateValue(path, forKey: issuer.identifier) {
        throw Fault(path + ".issuer", "is \(issuer.identifier), which is \(other) too")
      }
      for (index, key) in issuer.keys.enumerated() {
        let path = "\(path).keys[\(index)]"
        try enter(key.publicKey, path)
        if withdrawn.contains(where: { $0.identifier == key.publicKey.identifier }) {
          throw Fault(path, "is withdrawn too: make a new key")
        }
        if key.until.value.seconds - key.notBefore.value.seconds > LongestLife.listedKey {
          throw Fault(
            path + ".until",
            "is more than \(LongestLife.listedKey / 86_400) days after not_before, and no list may name such a key"
          )
        }
        guard case .codes(_, let uri?) = key.use else { continue }
        if let other = statusListPlaces.updateValue(path, forKey: uri) {
          throw Fault(
            path + ".status_list", "is the status list of \(other) too: each key has its own")
        }
      }
    }
    var authorities: [IssuerIdentifier: String] = [authority: "authority"]
    for (index, recognition) in recognitions.enumerated() {
      let path = "recognises[\(index)]"
      if let other = authorities.updateValue(path, forKey: recognition.authority) {
        throw Fault(path + ".authority", "is \(recognition.authority), which is \(other) too")
      }
    }
  }

  /// Builds the list of the next version, issued now.
  package func nextList(at now: Timestamp) throws(Fault) -> TrustList {
    guard version < TrustList.maximumVersion else {
      throw Fault("version", "is the last that there can be")
    }
    guard let roots = roots.role else { throw Fault("roots.threshold", "cannot be met") }
    var listed: [ListedIssuer] = []
    for (index, issuer) in issuers.enumerated() {
      if let lacking = issuer.keys.firstIndex(where: { $0.agreement == nil }) {
        let key = issuer.keys[lacking]
        throw Fault(
          "issuers[\(index)].keys[\(lacking)].agreement",
          "is missing: the holder runs 'hcode key agree \(issuer.identifier).key --for \(authority) --use \(key.agreedUse.word) -o \(issuer.identifier).pub', and 'hcode trust add' takes it from there"
        )
      }
      guard let made = issuer.listed else { throw Fault("issuers[\(index)]", "cannot be listed") }
      listed.append(made)
    }
    var recognised: [Recognition] = []
    for (index, recognition) in recognitions.enumerated() {
      guard let made = recognition.listed else {
        throw Fault("recognises[\(index)]", "cannot be listed")
      }
      recognised.append(made)
    }
    let current = withdrawn.filter { now < $0.until.value }
    do {
      let list = try TrustList(
        authority: authority, names: names, version: version + 1, issued: now,
        expires: now.advanced(bySeconds: valid.value),
        timeToLive: UInt64(clamping: timeToLive.value), roots: roots, snapshotKeys: snapshot?.role,
        issuers: listed, recognitions: recognised, sunset: sunset?.value,
        withdrawn: Dictionary(current.map { ($0.identifier, $0.time.value) }) { first, _ in first })
      try list.checkAgreements()
      return list
    } catch {
      throw Fault("", error.detail)
    }
  }
}

extension TrustListSource.Issuer {
  /// The issuer as a list names it.
  var listed: ListedIssuer? {
    let keys = keys.compactMap(\.listed)
    guard keys.count == self.keys.count else { return nil }
    return ListedIssuer(
      identifier: identifier, names: names, keys: keys, appeal: appeal, sunset: sunset?.value,
      log: log.flatMap { ListedLog(policy: $0.policy, grace: UInt64(clamping: $0.grace.value)) })
  }
}

extension TrustListSource.Key {
  /// The key as a list names it.
  var listed: ListedKey? {
    let listed: ListedKey.Use
    switch use {
    case .codes(let source, let uri):
      guard let grant = source.grant else { return nil }
      listed = .codes(grant, statusList: uri)
    case .statusLists(let uris): listed = .statusLists(uris)
    case .countersign: listed = .countersign
    case .venues: listed = .venues
    case .exposures: listed = .exposures
    }
    return ListedKey(
      publicKey: publicKey, notBefore: notBefore.value, until: until.value, use: listed,
      agreement: agreement ?? [])
  }
}

extension TrustListSource.CodeGrant {
  /// The grant as a list states it; nil when a validity is longer than any code's, or no colour is left.
  package var grant: Grant? {
    Grant(
      statuses: statuses, evidence: evidence.mapValues(\.value),
      longestValidity: longestValidity.map { UInt64(clamping: $0.value) },
      needsSecondOfficer: needsSecondOfficer, categories: categories)
  }
}

extension TrustListSource.RecognisedAuthority {
  /// The recognition as a list states it.
  var listed: Recognition? {
    guard let role = roots.role,
      let terms = Recognition.Terms(
        statuses: statuses, greenEvidence: greenWith?.mapValues(\.value),
        otherwiseYellow: otherwise == .yellow, sunset: sunset?.value, categories: categories)
    else { return nil }
    return Recognition(authority: authority, names: names, roots: role, terms: terms)
  }
}
