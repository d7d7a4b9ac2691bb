package import HCodeBase
package import HCodeCore

extension TrustHoldings {
  /// Imports a status list for every trusted authority whose list names it and its signer.
  ///
  /// Throws the refusals of docs/trust.md §4.2, in that order.
  package mutating func take(
    _ token: StatusListToken, at now: Timestamp, url: String? = nil
  ) throws(ImportRefusal) -> Outcome {
    var outcome: Outcome?
    for (name, key) in try signers(token.keyIdentifier, of: token.scope.uri, at: now) {
      let list = try token.verified(by: key)
      let taken = try take(
        list, token.scope, name: name, signer: token.keyIdentifier, at: now, url: url)
      outcome = outcome ?? taken
    }
    return outcome ?? .alreadyHeld
  }

  /// Imports a delta: what became worse since the stored status list. `object` returns the content that has a digest.
  ///
  /// Throws the refusals of docs/trust.md §4.2, in that order.
  package mutating func take(
    _ token: StatusDeltaToken, at now: Timestamp, url: String? = nil,
    object: (Digest) -> [UInt8]?
  ) throws(ImportRefusal) -> Outcome {
    var outcome: Outcome?
    for (name, key) in try signers(token.keyIdentifier, of: token.scope.uri, at: now) {
      let delta = try token.verified(by: key)
      guard let held = statusLists[name] else {
        throw ImportRefusal(
          .wrongBase, "the status list \(name.name) is not held: import the whole list first")
      }
      if held.facts == StatusListFacts(token.scope, digest: delta.resultDigest) {
        outcome = outcome ?? .alreadyHeld
        continue
      }
      try Self.checkSuccession(
        token.scope, StatusListFacts(token.scope, digest: delta.resultDigest), to: held)
      let digest = held.facts.digest
      guard let base = (newObjects[digest] ?? object(digest)).flatMap({ StatusList(bytes: $0) })
      else {
        throw ImportRefusal(.wrongBase, "the status list \(name.name) that is held cannot be read")
      }
      let taken = try take(
        try delta.apply(to: base), token.scope, name: name, signer: token.keyIdentifier, at: now,
        url: url)
      outcome = outcome ?? taken
    }
    return outcome ?? .alreadyHeld
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
    at now: Timestamp, url: String?
  ) throws(ImportRefusal) -> Outcome {
    let facts = StatusListFacts(scope, digest: list.digest)
    let held = statusLists[name]
    if let held {
      if held.facts == facts { return .alreadyHeld }
      try Self.checkSuccession(scope, facts, to: held)
    }
    try Succession.checkNotFuture(scope.issued, at: now, "the status list \(name.name) was issued")
    try Succession.checkNotEnded(scope.expires, at: now, "the status list \(name.name)")
    statusLists[name] = HeldStatusList(
      facts: facts, signer: signer, count: list.count, url: url ?? held?.url)
    add(object: list.bytes)
    return held == nil ? .added : .replaced
  }

  private static func checkSuccession(
    _ scope: StatusListScope, _ facts: StatusListFacts, to held: HeldStatusList
  ) throws(ImportRefusal) {
    try Succession.check(
      held: (held.facts.issued, held.facts), new: (facts.issued, facts),
      name: "the status list \(scope.uri) of \(scope.issued.rfc3339)")
  }
}
