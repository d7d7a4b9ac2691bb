package import HCodeBase
package import HCodeCore

extension TrustHoldings {
  /// Takes a status list for every believed authority whose list names it and its signer.
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

  /// Takes what became worse since the status list that is held; `object` gives the contents under a digest.
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
          .wrongBase, "the status list \(name.uri) is not held: import the whole list first")
      }
      if held.facts == StatusListFacts(token.scope, digest: delta.resultDigest) {
        outcome = outcome ?? .alreadyHeld
        continue
      }
      try checkSuccession(token.scope, to: held)
      let digest = held.facts.digest
      guard let base = (newObjects[digest] ?? object(digest)).flatMap({ StatusList(bytes: $0) })
      else {
        throw ImportRefusal(.wrongBase, "the status list \(name.uri) that is held cannot be read")
      }
      let taken = try take(
        try delta.apply(to: base), token.scope, name: name, signer: token.keyIdentifier, at: now,
        url: url)
      outcome = outcome ?? taken
    }
    return outcome ?? .alreadyHeld
  }

  /// The held status list of that name, as long as whoever signed it is still named for it.
  package func heldStatusList(_ uri: StatusListURI, in list: TrustList) -> HeldStatusList? {
    statusLists[StatusListName(authority: list.authority, uri: uri)].flatMap { held in
      Self.statusKeys(for: uri, in: list).contains { $0.publicKey.identifier == held.signer }
        ? held : nil
    }
  }

  private static func statusKeys(for uri: StatusListURI, in list: TrustList) -> [ListedKey] {
    list.issuers.flatMap(\.keys).filter { $0.signsStatusLists.contains(uri) }
  }

  /// The authorities in whose believed lists that key may sign that status list, and the key.
  private func signers(
    _ identifier: KeyIdentifier, of uri: StatusListURI, at now: Timestamp
  ) throws(ImportRefusal) -> [(StatusListName, Ed25519PublicKey)] {
    var signers: [(StatusListName, Ed25519PublicKey)] = []
    var ended: Timestamp?
    for held in lists.values.filter(isBelieved) {
      for key in Self.statusKeys(for: uri, in: held.list)
      where key.publicKey.identifier == identifier {
        guard now < key.until else {
          ended = key.until
          continue
        }
        signers.append(
          (StatusListName(authority: held.list.authority, uri: uri), key.publicKey))
      }
    }
    guard signers.isEmpty else { return signers.sorted { $0.0 < $1.0 } }
    throw ImportRefusal(
      .unknownSigner,
      ended.map { "key \(identifier.hex) of the status list \(uri) ended at \($0.rfc3339)" }
        ?? "no believed trust list says that key \(identifier.hex) may sign the status list \(uri)")
  }

  private mutating func take(
    _ list: StatusList, _ scope: StatusListScope, name: StatusListName, signer: KeyIdentifier,
    at now: Timestamp, url: String?
  ) throws(ImportRefusal) -> Outcome {
    let facts = StatusListFacts(scope, digest: list.digest)
    let held = statusLists[name]
    if let held {
      if held.facts == facts { return .alreadyHeld }
      try checkSuccession(scope, to: held)
    }
    guard scope.issued <= now.advanced(bySeconds: Timestamp.clockTolerance) else {
      throw ImportRefusal(
        .notYetIssued, "the status list \(name.uri) was issued at \(scope.issued.rfc3339)")
    }
    guard now < scope.expires else {
      throw ImportRefusal(.expired, "the status list \(name.uri) ended at \(scope.expires.rfc3339)")
    }
    statusLists[name] = HeldStatusList(
      facts: facts, signer: signer, count: list.count, url: url ?? held?.url)
    add(object: list.bytes)
    return held == nil ? .added : .replaced
  }

  /// A status list goes forward in time, and never says two things of one moment.
  private func checkSuccession(
    _ scope: StatusListScope, to held: HeldStatusList
  ) throws(ImportRefusal) {
    guard scope.issued >= held.facts.issued else {
      throw ImportRefusal(
        .rollback,
        "the status list \(scope.uri) of \(scope.issued.rfc3339) is older than that of \(held.facts.issued.rfc3339) that is held"
      )
    }
    guard scope.issued > held.facts.issued else {
      throw ImportRefusal(
        .equivocation,
        "the status list \(scope.uri) of \(scope.issued.rfc3339) says something else than the one that is held"
      )
    }
  }
}
