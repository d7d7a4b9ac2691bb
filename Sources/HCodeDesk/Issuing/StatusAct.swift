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
    let number = try file.naming { () throws(RegistryError) in
      try registry.begin(entry, changes, isLogged: log != nil)
    }
    let index = try log?.append([entry])
    try file.naming { () throws(RegistryError) in try registry.finish(number, logIndex: index) }
  }

  /// Completes the acts that a crash left between the log and the registry, and drops those that never got into the log.
  package static func finish(
    _ registry: Registry, _ file: FileName, log: LogFolder?
  ) throws -> (completed: Int, dropped: Int) {
    var (completed, dropped) = (0, 0)
    for act in try file.naming({ () throws(RegistryError) in try registry.pending() }) {
      if let log, let index = try log.index(of: act.entry) {
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
}
