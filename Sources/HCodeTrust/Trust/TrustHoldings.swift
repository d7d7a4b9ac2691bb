import HCodeFormats
package import HCodeBase
package import HCodeCore

/// The content of a store: the authorities that the operator pinned, and the newest verified list of each authority.
/// Reads and writes no files: their bytes come in and go out.
package struct TrustHoldings: Sendable {
  /// An imported list.
  package struct HeldList: Sendable {
    /// The list as it was received.
    package var signed: SignedTrustList
    /// The fingerprints of all sets of root keys that led to this list, oldest first, its own last. Each set vouched
    /// for the next.
    package var chain: [String]
    /// The URL it came from, if any: `hcode trust update` fetches it again.
    package var url: String?
    /// The keys that it withdraws and that an earlier list of the authority named: their codes are known by their signatures.
    package var withdrawnKeys: [WithdrawnKey] = []
    /// The issuers that had ended when a later list took over, and when: no list gives them back.
    package var endedIssuers: [IssuerIdentifier: Timestamp] = [:]

    /// What it states.
    package var list: TrustList { signed.list }
  }

  /// What an import did with a file.
  package enum Outcome: Equatable, Sendable {
    /// It is the first of its authority or name.
    case added
    /// It replaced an older one.
    case replaced
    /// The store had it already.
    case alreadyHeld
  }

  /// How the operator vouches for an authority whose list is not stored yet.
  package enum Pin: Equatable, Sendable {
    /// This root key.
    case rootKey(Ed25519PublicKey)
    /// The fingerprint of a root key, or of the set of root keys with its threshold (`KeyThreshold.fingerprint`).
    case fingerprint(String)
  }

  /// The pinned authorities in the order of pinning. What an earlier one says about a key takes precedence.
  package internal(set) var anchors: [IssuerIdentifier] = []
  /// The newest list of each authority.
  package internal(set) var lists: [IssuerIdentifier: HeldList] = [:]
  /// The newest status lists.
  package internal(set) var statusLists: [Attributed<StatusListURI>: HeldStatusList] = [:]
  /// The logs.
  package internal(set) var logs: [Attributed<NoteName>: HeldLog] = [:]
  /// The newest imported bundle of each authority.
  package internal(set) var snapshots: [IssuerIdentifier: HeldSnapshot] = [:]
  /// The entity tags of the files that were accepted last from their URLs (RFC 9110 §8.8.3): what has not changed is not sent again.
  package internal(set) var entityTags: [String: String] = [:]
  /// What status lists that were imported since this value was made or read say differently from the older ones.
  var statusChanges: [StatusListChanges] = []
  /// Sets of rules, by name.
  package internal(set) var ruleSets: [String: HeldRules] = [:]

  /// Trust material of other formats, by name.
  package internal(set) var foreignSources: [String: HeldForeignSource] = [:]

  /// What was imported since this value was made or read, to be stored under its SHA-256.
  package internal(set) var newObjects: [Digest: [UInt8]] = [:]

  /// What the clock showed at the last successful import.
  package var seen: Timestamp?
  /// Whether something was accepted since this value was made or read.
  package internal(set) var hasAccepted = false

  /// An empty store.
  package init() {}

  /// Whether it holds nothing.
  package var isEmpty: Bool {
    anchors.isEmpty && lists.isEmpty && foreignSources.isEmpty && ruleSets.isEmpty
  }

  mutating func add(object: [UInt8]) { newObjects[Digest(of: object)] = object }

  /// Imports a trust list, even one past its end: it may be the step between two sets of root keys.
  /// `take(_:pins:at:object:)` refuses an import whose newest list has ended.
  ///
  /// Throws the refusals of docs/trust.md §4.1, in that order.
  package mutating func take(
    _ signed: SignedTrustList, pins: [Pin] = [], at now: Timestamp, url: String? = nil
  ) throws(ImportRefusal) -> Outcome {
    let list = signed.list
    let name = "the list of \(list.authority), version \(list.version),"
    guard signed.isComplete else {
      throw ImportRefusal(
        .underSigned,
        "\(name) is signed by \(signed.signers.count) of its root keys, \(list.roots.threshold) are needed"
      )
    }
    let previous = lists[list.authority]?.list
    try list.checkAgreements(known: previous)
    if let other = (authorities + lists.keys).first(where: {
      $0 != list.authority && $0.description.lowercased() == list.authority.description.lowercased()
    }) {
      throw ImportRefusal(
        .unknownAuthority,
        "\(list.authority) differs from \(other), which is known here, in case only")
    }
    let isPinned = pins.contains { Self.vouches($0, for: signed) }
    var chain: [String]
    var outcome = Outcome.added
    var ended: [IssuerIdentifier: Timestamp] = [:]
    if let held = lists[list.authority], isBelieved(held) {
      guard held.list.roots.isSatisfied(by: signed.message) else {
        throw ImportRefusal(
          .unsignedRootChange,
          "\(name) changes the root keys, and too few of the keys of version \(held.list.version) signed it"
        )
      }
      try Succession.check(
        held: (held.list.version, held.signed.payloadDigest),
        new: (list.version, signed.payloadDigest), name: name,
        heldName: "version \(held.list.version)")
      if list.version == held.list.version {
        if isPinned { pin(list.authority) }
        if let url { lists[list.authority]?.url = url }
        return .alreadyHeld
      }
      if let undone = list.undoneSunset(of: held.list, ended: held.endedIssuers, at: now) {
        throw ImportRefusal(
          .undoesSunset,
          "\(undone.subject) is over since \(undone.sunset.rfc3339), and \(name) would change that"
        )
      }
      ended = held.endedIssuers.merging(held.list.endedIssuers(at: now)) { min($0, $1) }
      chain = held.chain
      outcome = .replaced
    } else if isPinned {
      chain = []
    } else if let role = recognisedRoots(of: list.authority).first(where: {
      $0.isSatisfied(by: signed.message)
    }) {
      chain = [role.fingerprint]
    } else {
      let isKnown = !recognisedRoots(of: list.authority).isEmpty
      throw ImportRefusal(
        .unknownAuthority,
        isKnown
          ? "\(name) is not signed by the root keys that are recognised here"
          : "nobody here vouches for \(list.authority)")
    }
    try Succession.checkNotFuture(list.issued, at: now, "\(name) was issued")
    if isPinned { pin(list.authority) }
    if chain.last != list.roots.fingerprint { chain.append(list.roots.fingerprint) }
    lists[list.authority] = HeldList(
      signed: signed, chain: chain, url: url ?? lists[list.authority]?.url,
      withdrawnKeys: withdrawnKeys(of: list), endedIssuers: ended)
    add(object: signed.bytes)
    return outcome
  }

  /// The keys that the list withdraws and that the stored list names, or remembers.
  private func withdrawnKeys(of list: TrustList) -> [WithdrawnKey] {
    guard let held = lists[list.authority] else { return [] }
    let known =
      held.withdrawnKeys.map { ($0.publicKey, $0.issuer) }
      + held.list.issuers.flatMap { issuer in
        issuer.keys.map { ($0.publicKey, issuer.identifier) }
      }
    return known.compactMap { publicKey, issuer in
      list.withdrawn[publicKey.identifier].map {
        WithdrawnKey(
          publicKey: publicKey, issuer: issuer,
          withdrawal: Withdrawal(authority: list.authority, time: $0))
      }
    }
  }

  private mutating func pin(_ authority: IssuerIdentifier) {
    if !anchors.contains(authority) { anchors.append(authority) }
  }

  /// Removes an authority with its status lists and logs and what came in its bundles. False when no list of it is
  /// stored.
  package mutating func forget(_ authority: IssuerIdentifier) -> Bool {
    anchors.removeAll { $0 == authority }
    snapshots[authority] = nil
    ruleSets = ruleSets.filter { $0.value.authority != authority }
    foreignSources = foreignSources.filter { $0.value.facts.authority != authority }
    statusLists = statusLists.filter { $0.key.authority != authority }
    logs = logs.filter { $0.key.authority != authority }
    return lists.removeValue(forKey: authority) != nil
  }

  /// Whether a stored list is trusted: its authority is pinned, or a pinned authority recognises root keys in its
  /// chain.
  package func isBelieved(_ held: HeldList) -> Bool {
    let authority = held.list.authority
    return anchors.contains(authority)
      || recognisedRoots(of: authority).contains { held.chain.contains($0.fingerprint) }
  }

  /// The root keys under which pinned authorities recognise that authority.
  private func recognisedRoots(of authority: IssuerIdentifier) -> [KeyThreshold] {
    recognitions(of: authority).map(\.recognition.roots)
  }

  /// The pinned authorities' lists that recognise that authority, and their recognitions.
  package func recognitions(
    of authority: IssuerIdentifier
  ) -> [(recogniser: TrustList, recognition: Recognition)] {
    anchors.compactMap { lists[$0]?.list }.flatMap { list in
      list.recognitions.filter { $0.authority == authority }.map { (list, $0) }
    }
  }

  private static func vouches(_ pin: Pin, for signed: SignedTrustList) -> Bool {
    let signers = signed.signers
    return switch pin {
    case .rootKey(let key):
      signed.list.roots.keys.contains(key) && signers.contains(key.identifier)
    case .fingerprint(let fingerprint):
      signed.list.roots.fingerprint == fingerprint
        || signed.list.roots.keys.contains {
          $0.fingerprint == fingerprint && signers.contains($0.identifier)
        }
    }
  }

  /// What is known of the time.
  package var timeEvidence: TimeEvidence { TimeEvidence(signed: newestSigned?.time, seen: seen) }
}
