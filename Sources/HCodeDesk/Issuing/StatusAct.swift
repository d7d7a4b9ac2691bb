package import HCodeBase
package import HCodeCore
package import HCodeRegistry
package import HCodeSystem

/// An act that changes codes that are out, signed: the registry notes it, the log gets its entry, the registry makes the changes.
package struct StatusAct {
  package let entry: SignedAct
  package let changes: CodeChanges

  package init(_ entry: SignedAct, _ changes: CodeChanges) {
    self.entry = entry
    self.changes = changes
  }

  /// Signs an act as its first officer. `plan` is what the registry said that it does.
  package init(
    _ kind: LogAct.Kind, _ plan: ActPlan, grounds: LogAct.Grounds, of identity: RegistryIdentity,
    by officer: IssuerIdentifier, at now: Timestamp, with key: SigningKey
  ) throws {
    guard let changes = CodeChanges(plan.indexes, under: identity.keyIdentifier, grounds: grounds),
      let act = LogAct(
        kind, commitment: changes.leaves.root, issuer: identity.issuer,
        keyIdentifier: identity.keyIdentifier, officer: officer,
        grounds: UInt64(plan.indexes.count) > LogAct.mostWithoutGrounds ? grounds : nil, time: now,
        until: plan.until, count: UInt64(plan.indexes.count), ended: plan.ended)
    else { throw StatusActError.notAnAct }
    self.init(try SignedAct(act, with: key), changes)
  }

  /// Changes all of the codes or none; the entry waits in the registry for the log.
  package func apply(to registry: Registry, _ file: FileName) throws {
    try file.naming { () throws(RegistryError) in try registry.apply(entry, changes) }
  }

  /// Changes all of the codes or none. Without a log the changes are noted, and no gate finds anybody who answers for them.
  package func apply(to registry: Registry, _ file: FileName, log: LogFolder?) throws {
    let noted = try log.map { ActLog(key: try $0.key(), size: try $0.length()) }
    let number = try file.naming { () throws(RegistryError) in
      try registry.begin(entry, changes, in: noted)
    }
    let index = try log?.append([entry])
    try file.naming { () throws(RegistryError) in try registry.finish(number, logIndex: index) }
  }

  /// Completes the acts that a crash left between the log and the registry, and drops those that never got into the log.
  ///
  /// A log that cannot be the one they went into is refused before anything is changed: an act that is dropped and is in another log
  /// would restrict nobody, while its entry says that it does.
  package static func finish(
    _ registry: Registry, _ file: FileName, log: LogFolder?
  ) throws -> (completed: Int, dropped: Int) {
    for noted in try file.naming({ () throws(RegistryError) in try registry.logsOfPending() }) {
      if let noted { try check(log, noted, registry, file) }
    }
    var (completed, dropped, last) = (0, 0, Int64(0))
    while let act = try file.naming({ () throws(RegistryError) in
      try registry.pending(after: last)
    }) {
      last = act.number
      if let log, let noted = act.log, let index = try log.index(of: act.entry, from: noted.size) {
        try file.naming { () throws(RegistryError) in
          try registry.finish(act.number, logIndex: index)
        }
        completed += 1
      } else {
        try file.naming { () throws(RegistryError) in try registry.drop(act.number) }
        dropped += 1
      }
    }
    return (completed, dropped)
  }

  /// Checks that this is the log that the registry noted, and not an older copy of it: it is as long as it was, and the last act whose
  /// changes are made is where it was.
  private static func check(
    _ log: LogFolder?, _ noted: ActLog, _ registry: Registry, _ file: FileName
  ) throws {
    let wanted = noted.key.name.description
    guard let log else { throw StatusActError.logMissing(wanted).in(file) }
    let key = try log.key()
    guard key == noted.key else {
      throw StatusActError.otherLog(key.name.description, wanted: wanted).in(log.folder)
    }
    let size = try log.length()
    guard size >= noted.size else {
      throw StatusActError.olderLog(size: size, was: noted.size).in(log.folder)
    }
    try Self.check(log, registry, file)
  }

  /// Checks that the last act whose changes are made stands in that log where the registry has it, if it is in a log of this key at all.
  package static func check(_ log: LogFolder, _ registry: Registry, _ file: FileName) throws {
    let key = try log.key()
    guard
      let done = try file.naming({ () throws(RegistryError) in try registry.lastAct(in: key) })
    else { return }
    guard let entry = try log.entry(done.logIndex) else {
      throw StatusActError.olderLog(size: try log.length(), was: done.logIndex + 1).in(log.folder)
    }
    guard entry == done.entry else {
      throw StatusActError.otherEntry(done.logIndex).in(log.folder)
    }
  }
}
