package import HCodeBase
package import HCodeCore

extension TrustHoldings {
  /// Imports a log for every trusted authority whose list names it. `object` returns the content that has a digest.
  ///
  /// Throws the refusals of docs/trust.md §4.4, in that order.
  package mutating func take(
    _ export: LogExport, at now: Timestamp, url: String? = nil, object: (Digest) -> [UInt8]?
  ) throws(ImportRefusal) -> Outcome {
    let origin = export.checkpoint.origin
    var outcome: Outcome?
    var refusal: ImportRefusal?
    var entries: [LogEntry]?
    for list in believedLists {
      guard let log = list.log(named: origin) else { continue }
      let believed: LogPolicy.Believed
      do { believed = try log.policy.believe(export.checkpoint) } catch {
        refusal = ImportRefusal(
          error.name == .tooFewWitnesses ? .underSigned : .unknownSigner, error.detail)
        continue
      }
      let name = Attributed(origin, of: list.authority)
      let read = if let entries { entries } else { try export.entries() }
      entries = read
      let taken = try take(
        export, read, believed, name: name, of: list, at: now, url: url, object: object)
      outcome = outcome ?? taken
    }
    if let outcome { return outcome }
    throw refusal
      ?? ImportRefusal(.unknownSigner, "no believed trust list names the log \(origin)")
  }

  private mutating func take(
    _ export: LogExport, _ entries: [LogEntry], _ believed: LogPolicy.Believed,
    name: Attributed<NoteName>, of list: TrustList,
    at now: Timestamp, url: String?, object: (Digest) -> [UInt8]?
  ) throws(ImportRefusal) -> Outcome {
    let key = believed.logKey
    // A log under another key is another log, whatever its name.
    let held = logs[name].flatMap { $0.key == key ? $0 : nil }
    var old: [UInt8] = []
    var known = export.start.size
    if let held {
      if held.frontier.size == believed.checkpoint.size, held.facts.time == believed.time,
        held.frontier.root == believed.checkpoint.root
      {
        return .alreadyHeld
      }
      try checkGrowth(export, believed, from: held, name)
      if let bytes = newObjects[held.facts.digest] ?? object(held.facts.digest) {
        old = bytes
        known = held.frontier.size
      } else if export.start.size > 0 {
        // A whole log needs nothing that is stored, so importing one repairs a damaged store.
        throw ImportRefusal(.wrongBase, "the log \(name.name) that is held cannot be read")
      }
    }
    try Succession.checkNotFuture(believed.time, at: now, "the log \(name.name) was signed")
    let new = entries.dropFirst(Int(known - export.start.size))
    let counted = new.filter { list.counts($0) }
    let index = LogIndex(old, adding: Array(counted), at: believed.time).bytes
    logs[name] = HeldLog(
      facts: LogFacts(
        digest: Digest(of: index), time: believed.time, size: believed.checkpoint.size),
      key: key, frontier: export.end, url: url ?? held?.url)
    add(object: index)
    return held == nil ? .added : .replaced
  }

  /// Checks that the log has only grown, and that no entries are missing between the stored part and the export.
  private func checkGrowth(
    _ export: LogExport, _ believed: LogPolicy.Believed, from held: HeldLog,
    _ name: Attributed<NoteName>
  ) throws(ImportRefusal) {
    let size = believed.checkpoint.size
    guard size >= held.frontier.size, believed.time >= held.facts.time else {
      throw ImportRefusal(
        .rollback,
        "the log \(name.name) has \(size) entries at \(believed.time.rfc3339), and \(held.frontier.size) at \(held.facts.time.rfc3339) are held"
      )
    }
    guard export.start.size <= held.frontier.size else {
      throw ImportRefusal(
        .wrongBase,
        "the log \(name.name) begins at entry \(export.start.size), and \(held.frontier.size) are held"
      )
    }
    guard export.root(at: held.frontier.size) == held.frontier.root else {
      throw ImportRefusal(
        .equivocation, "the log \(name.name) has not grown from the one that is held")
    }
  }

  /// The stored log of that name, if the list still names its key.
  package func heldLog(_ log: ListedLog, in list: TrustList) -> HeldLog? {
    logs[Attributed(log.policy.log.name, of: list.authority)].flatMap {
      $0.key == log.policy.log.publicKey ? $0 : nil
    }
  }
}

extension TrustList {
  /// The log of that name, if the list names it. All issuers name it alike (`check`).
  fileprivate func log(named origin: NoteName) -> ListedLog? {
    issuers.lazy.compactMap(\.log).first { $0.policy.log.name == origin }
  }

  /// Whether an entry counts for a code. A scanner sees no countersignature of a raise, so a raise by one officer does
  /// not count where the list asks for two.
  fileprivate func counts(_ entry: LogEntry) -> Bool {
    guard entry.act == .raised, entry.secondOfficer == nil else { return true }
    let key = issuers.first { $0.identifier == entry.issuer }?.keys
      .first { $0.publicKey.identifier == entry.keyIdentifier }
    guard case .codes(let grant, _)? = key?.use else { return false }
    return !grant.needsSecondOfficer
  }
}
