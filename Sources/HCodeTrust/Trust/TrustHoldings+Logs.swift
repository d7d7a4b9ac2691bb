package import HCodeBase
package import HCodeCore

extension TrustHoldings {
  /// Imports a log for every trusted authority whose list names it; a refusal for one changes nothing for another. `object` returns
  /// the content that has a digest.
  ///
  /// The refusals are those of docs/trust.md §4.4, in that order.
  package mutating func take(
    _ export: LogExport, at now: Timestamp, url: String? = nil, object: (Digest) -> [UInt8]?
  ) throws(ImportRefusal) -> [ImportResult.ForAuthority] {
    let origin = export.checkpoint.origin
    var outcomes: [ImportResult.ForAuthority] = []
    var entries: [SignedAct]?
    for list in believedLists {
      guard let log = list.log(named: origin) else { continue }
      let taken: Result<Outcome, ImportRefusal>
      do throws(ImportRefusal) {
        let believed: LogPolicy.Believed
        do { believed = try log.policy.believe(export.checkpoint) } catch {
          throw ImportRefusal(of: error)
        }
        let read = if let entries { entries } else { try export.entries() }
        entries = read
        taken = .success(
          try take(
            export, read, believed, name: Attributed(origin, of: list.authority), of: list, log,
            at: now,
            url: url, object: object))
      } catch { taken = .failure(error) }
      outcomes.append(outcome(of: list.authority, taken))
    }
    guard outcomes.isEmpty else { return outcomes }
    throw ImportRefusal(.unknownSigner, "no believed trust list names the log \(origin)")
  }

  private mutating func take(
    _ export: LogExport, _ entries: [SignedAct], _ believed: LogPolicy.Believed,
    name: Attributed<NoteName>, of list: TrustList, _ log: ListedLog, at now: Timestamp,
    url: String?, object: (Digest) -> [UInt8]?
  ) throws(ImportRefusal) -> Outcome {
    let key = believed.logKey
    // A log under another key is another log, whatever its name.
    let held = logs[name].flatMap { $0.key == key ? $0 : nil }
    try Succession.checkNotFuture(believed.time, at: now, "the log \(name.name) was signed")
    var (old, oldActs): ([UInt8], [UInt8]) = ([], [])
    var known = export.start.size
    var base: LogFacts.Base?
    var time = believed.time
    if let held {
      let isSameSize = held.frontier.size == believed.checkpoint.size
      // Of two checkpoints of one size the later counts, unless it is later than the clock says.
      if isSameSize, held.facts.time <= now.advanced(bySeconds: Timestamp.clockTolerance) {
        time = max(time, held.facts.time)
      }
      try checkGrowth(export, believed, from: held, name)
      let bytes = newObjects[held.facts.digest] ?? object(held.facts.digest)
      let actBytes = newObjects[held.acts] ?? object(held.acts)
      // An export that begins earlier says all that the stored part says, and more: nothing that is stored is needed. So a
      // whole log completes a part, and repairs a damaged store.
      if let heldBase = held.facts.base, export.start.size < heldBase.size {
        base = try self.base(export, by: log, name)
      } else if let bytes, let actBytes {
        if isSameSize, time == held.facts.time {
          if let url { logs[name]?.url = url }
          return .alreadyHeld
        }
        (old, oldActs) = (bytes, actBytes)
        known = held.frontier.size
        base = held.facts.base
      } else {
        guard export.start.size <= held.facts.base?.size ?? 0 else {
          throw ImportRefusal(.wrongBase, "the log \(name.name) that is held cannot be read")
        }
        base = try self.base(export, by: log, name)
      }
    } else {
      base = try self.base(export, by: log, name)
    }
    let new = entries.dropFirst(Int(known - export.start.size))
    let index = LogIndex(old, adding: new, at: time).bytes
    let acts = LoggedActs(oldActs, adding: new, from: known, at: time).bytes
    logs[name] = HeldLog(
      facts: LogFacts(
        digest: Digest(of: index), time: time, size: believed.checkpoint.size, base: base),
      acts: Digest(of: acts), key: key, frontier: export.end, url: url ?? held?.url)
    add(object: index)
    add(object: acts)
    return held == nil ? .added : .replaced
  }

  /// Where an export begins of which nothing that comes before is stored: with the first entry, or where a believed checkpoint says
  /// that the log had that many. Anybody could choose the place otherwise, and every code before it would not be in the log.
  private func base(
    _ export: LogExport, by log: ListedLog, _ name: Attributed<NoteName>
  ) throws(ImportRefusal) -> LogFacts.Base? {
    guard let checkpoint = export.base else { return nil }
    let believed: LogPolicy.Believed
    do { believed = try log.policy.believe(checkpoint) } catch {
      throw ImportRefusal(
        .wrongBase,
        "the checkpoint at which the log \(name.name) begins is not believed: \(error.detail)")
    }
    guard export.start.root == checkpoint.root else {
      throw ImportRefusal(
        .wrongBase, "the log \(name.name) does not begin with the tree of its base")
    }
    return LogFacts.Base(size: checkpoint.size, time: believed.time)
  }

  /// Checks that the log has only grown, and that no entries are missing between the stored part and the export.
  private func checkGrowth(
    _ export: LogExport, _ believed: LogPolicy.Believed, from held: HeldLog,
    _ name: Attributed<NoteName>
  ) throws(ImportRefusal) {
    let size = believed.checkpoint.size
    guard size >= held.frontier.size else {
      throw ImportRefusal(
        .rollback,
        "the log \(name.name) has \(size) entries, and \(held.frontier.size) are held")
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

extension ImportRefusal {
  /// Why the checkpoint of an export is not believed.
  fileprivate init(of refusal: LogRefusal) {
    let name: Name =
      switch refusal.name {
      case .tooFewWitnesses: .underSigned
      case .badCosignature: .badCosignature
      default: .unknownSigner
      }
    self.init(name, refusal.detail)
  }
}

extension TrustList {
  /// The log of that name, if the list names it. All issuers name it alike (`check`).
  fileprivate func log(named origin: NoteName) -> ListedLog? {
    issuers.lazy.compactMap(\.log).first { $0.policy.log.name == origin }
  }
}
