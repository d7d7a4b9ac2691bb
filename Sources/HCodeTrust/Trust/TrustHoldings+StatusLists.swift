package import HCodeBase
package import HCodeCore

extension TrustHoldings {
  /// Imports a status list for every trusted authority whose list names it and its signer; a refusal for one changes nothing for
  /// another.
  ///
  /// The refusals are those of docs/trust.md §4.2, in that order.
  package mutating func take(
    _ token: StatusListToken, at now: Timestamp, url: String? = nil,
    object: (Digest) -> [UInt8]?
  ) throws(ImportRefusal) -> [ImportResult.ForAuthority] {
    try forEachSigner(token.keyIdentifier, of: token.scope.uri, at: now) {
      holdings, name, key throws(ImportRefusal) in
      try holdings.take(
        try token.verified(by: key), token.scope, name: name, signer: token.keyIdentifier, at: now,
        url: url, object: object)
    }
  }

  /// Imports a delta: what became worse since the stored status list. `object` returns the content that has a digest.
  ///
  /// The refusals are those of docs/trust.md §4.2, in that order.
  package mutating func take(
    _ token: StatusDeltaToken, at now: Timestamp, url: String? = nil,
    object: (Digest) -> [UInt8]?
  ) throws(ImportRefusal) -> [ImportResult.ForAuthority] {
    try forEachSigner(token.keyIdentifier, of: token.scope.uri, at: now) {
      holdings, name, key throws(ImportRefusal) in
      let delta = try token.verified(by: key)
      guard let held = holdings.heldStatusList(name) else {
        throw ImportRefusal(
          .wrongBase, "the status list \(name.name) is not held: import the whole list first")
      }
      let facts = StatusListFacts(token.scope, digest: delta.resultDigest)
      if held.facts == facts { return .alreadyHeld }
      try Self.checkSuccession(token.scope, facts, to: held)
      let digest = held.facts.digest
      let bytes = holdings.newObjects[digest] ?? object(digest)
      guard let base = bytes.flatMap({ StatusList(bytes: $0) }) else {
        throw ImportRefusal(.wrongBase, "the status list \(name.name) that is held cannot be read")
      }
      return try holdings.take(
        try delta.apply(to: base), token.scope, name: name, signer: token.keyIdentifier, at: now,
        url: url, object: object)
    }
  }

  private mutating func forEachSigner(
    _ identifier: KeyIdentifier, of uri: StatusListURI, at now: Timestamp,
    _ take: (inout TrustHoldings, Attributed<StatusListURI>, Ed25519PublicKey)
      throws(ImportRefusal) -> Outcome
  ) throws(ImportRefusal) -> [ImportResult.ForAuthority] {
    var outcomes: [ImportResult.ForAuthority] = []
    for (name, key) in try signers(identifier, of: uri, at: now) {
      let taken: Result<Outcome, ImportRefusal>
      do throws(ImportRefusal) { taken = .success(try take(&self, name, key)) } catch {
        taken = .failure(error)
      }
      outcomes.append(outcome(of: name.authority, taken))
    }
    return outcomes
  }

  /// The stored status list of that name, if its signer still counts: what it may be compared with.
  private func heldStatusList(_ name: Attributed<StatusListURI>) -> HeldStatusList? {
    lists[name.authority].flatMap { heldStatusList(name.name, in: $0.list) }
  }

  /// The stored status list of that name, if the list still lets its signer sign it.
  package func heldStatusList(_ uri: StatusListURI, in list: TrustList) -> HeldStatusList? {
    statusLists[Attributed(uri, of: list.authority)].flatMap { held in
      Self.statusKeys(for: uri, in: list).contains { $0.publicKey.identifier == held.signer }
        ? held : nil
    }
  }

  private static func statusKeys(for uri: StatusListURI, in list: TrustList) -> [ListedKey] {
    list.issuers.flatMap(\.keys).filter { $0.signsStatusLists.contains(uri) }
  }

  /// The trusted authorities whose lists let that key sign that status list, each with the key.
  private func signers(
    _ identifier: KeyIdentifier, of uri: StatusListURI, at now: Timestamp
  ) throws(ImportRefusal) -> [(Attributed<StatusListURI>, Ed25519PublicKey)] {
    var signers: [(Attributed<StatusListURI>, Ed25519PublicKey)] = []
    var ended: Timestamp?
    for held in lists.values.filter(isBelieved) {
      for key in Self.statusKeys(for: uri, in: held.list)
      where key.publicKey.identifier == identifier {
        guard now < key.until else {
          ended = key.until
          continue
        }
        signers.append(
          (Attributed(uri, of: held.list.authority), key.publicKey))
      }
    }
    guard signers.isEmpty else { return signers.sorted { $0.0 < $1.0 } }
    throw ImportRefusal(
      .unknownSigner,
      ended.map { "key \(identifier.hex) of the status list \(uri) ended at \($0.rfc3339)" }
        ?? "no believed trust list says that key \(identifier.hex) may sign the status list \(uri)")
  }

  private mutating func take(
    _ list: StatusList, _ scope: StatusListScope, name: Attributed<StatusListURI>,
    signer: KeyIdentifier,
    at now: Timestamp, url: String?, object: (Digest) -> [UInt8]?
  ) throws(ImportRefusal) -> Outcome {
    let facts = StatusListFacts(scope, digest: list.digest)
    let held = heldStatusList(name)
    if let held {
      if held.facts == facts {
        if let url { statusLists[name]?.url = url }
        return .alreadyHeld
      }
      try Self.checkSuccession(scope, facts, to: held)
    }
    try Succession.checkLife(
      from: scope.issued, to: scope.expires, atMost: LongestLife.statusList,
      "the status list \(name.name)")
    try Succession.checkNotFuture(scope.issued, at: now, "the status list \(name.name) was issued")
    try Succession.checkNotEnded(scope.expires, at: now, "the status list \(name.name)")
    // Also where the key that signed the older list no longer counts: what its codes were is a fact.
    if let digest = statusLists[name]?.facts.digest,
      let old = (newObjects[digest] ?? object(digest)).flatMap({ StatusList(bytes: $0) }),
      let changes = StatusListChanges(name, from: old, to: list)
    {
      try checkReach(scope, changes, after: statusLists[name]?.tallies.last)
      statusChanges.append(changes)
    }
    let tally = ListTally(list, scope, after: held?.tallies.last)
    statusLists[name] = HeldStatusList(
      facts: facts, signer: signer, count: list.count, url: url ?? statusLists[name]?.url,
      tallies: ListTally.waiting(held?.tallies ?? [], settled: held?.account) + [tally],
      account: held?.account)
    add(object: list.bytes)
    return held == nil ? .added : .replaced
  }

  /// Refuses a list in which codes are better and that reflects less of its log than the stored one did: it was made with an old copy of
  /// the registry. Another log may be shorter, so that the stored one has to be as long as the older list said.
  private func checkReach(
    _ scope: StatusListScope, _ changes: StatusListChanges, after tally: ListTally?
  ) throws(ImportRefusal) {
    guard changes.betterCount > 0, let before = tally?.logSize, scope.logSize ?? 0 < before,
      let list = lists[changes.list.authority]?.list,
      let issuer = list.issuers.first(where: { issuer in
        issuer.keys.contains { $0.statusList == scope.uri }
      }), let log = issuer.log?.policy.log.name,
      let held = logs[Attributed(log, of: changes.list.authority)], held.facts.size >= before
    else { return }
    throw ImportRefusal(
      .rollback,
      "\(changes.betterCount) codes of the status list \(scope.uri) became better, and it reflects \(scope.logSize ?? 0) entries of its log where the stored one reflects \(before)"
    )
  }

  private static func checkSuccession(
    _ scope: StatusListScope, _ facts: StatusListFacts, to held: HeldStatusList
  ) throws(ImportRefusal) {
    try Succession.check(
      held: (held.facts.issued, held.facts), new: (facts.issued, facts),
      name: "the status list \(scope.uri) of \(scope.issued.rfc3339)")
  }
}
