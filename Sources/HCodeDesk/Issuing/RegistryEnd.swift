package import HCodeBase
package import HCodeCore
package import HCodeRegistry
package import HCodeSystem

/// The end of a registry, in an order that a kill cannot turn round: what identifies people is destroyed, then its traces in the files,
/// and then the log gets the entry that says so, which waited in the registry.
package struct RegistryEnd {
  package let registry: Registry
  private let name: FileName
  private let log: LogFolder

  package init(_ registry: Registry, _ name: FileName, log: LogFolder) {
    self.registry = registry
    self.name = name
    self.log = log
  }

  /// What there is to destroy at that time.
  package func records(at now: Timestamp) throws -> DestroyedRecords {
    try name.naming { () throws(RegistryError) in try registry.records(at: now) }
  }

  /// Destroys it. What waits for the log is moved there before, since nothing may come between.
  package func destroy(
    by officer: IssuerIdentifier, with key: SigningKey, at now: Timestamp, isWhileValid: Bool
  ) throws -> DestroyedRecords {
    try log.takeWaiting(of: registry, name)
    let records = try records(at: now)
    let identity = registry.identity
    guard
      let act = LogAct(
        .destroyed, commitment: nil, issuer: identity.issuer,
        keyIdentifier: identity.keyIdentifier, officer: officer, time: now, count: records.count,
        before: records.before)
    else { throw StatusActError.notAnAct }
    let entry = try SignedAct(act, with: key)
    try name.naming { () throws(RegistryError) in
      try registry.destroy(entry, at: now, isWhileValid: isWhileValid)
    }
    return records
  }

  /// Destroys what came after it was destroyed. Gives how many changes that were.
  package func destroyAgain(at now: Timestamp) throws -> Int {
    try name.naming { () throws(RegistryError) in try registry.destroyAgain(at: now) }
  }

  /// Takes what was destroyed out of the files, and then tells the log.
  package func publish() throws {
    try name.naming { () throws(RegistryError) in try registry.eraseTraces(isRewritten: true) }
    try log.takeWaiting(of: registry, name)
  }
}
