package import HCodeBase
package import HCodeCore
package import HCodeFormats
package import HCodeTrust

/// A store, and key files that add to it. A key file adds nothing about a key that a stored list names, and where the store cannot
/// answer nothing is answered.
package struct LayeredTrust: CurrentTrust {
  package let store: any CurrentTrust
  package let keyFiles: TrustedKeys

  package var timeEvidence: TimeEvidence { store.timeEvidence }

  package var isCurrent: Bool { store.isCurrent }

  package var holdsNothing: Bool { store.holdsNothing }

  package func keyRecord(_ identifier: KeyIdentifier) throws(TrustFailure) -> KeyRecord {
    var record = try store.keyRecord(identifier)
    if !record.isNamed { record.keys += keyFiles.keyRecord(identifier).keys }
    return record
  }

  package func speaker(for issuer: IssuerIdentifier) throws(TrustFailure) -> IssuerIdentifier? {
    try store.speaker(for: issuer)
  }

  package func foreignRecords(_ name: ForeignKeyName) throws(TrustFailure) -> [ForeignRecord] {
    try store.foreignRecords(name)
  }

  package func rules(over payload: BusinessRule.Payload) throws(TrustFailure) -> [RulesInForce] {
    try store.rules(over: payload)
  }

  package func status(of index: UInt32, in list: StatusListFacts) throws(TrustFailure)
    -> CodeStatus?
  {
    try store.status(of: index, in: list)
  }

  package func isLogged(_ key: [UInt8], in log: LogFacts) throws(TrustFailure) -> Bool {
    try store.isLogged(key, in: log)
  }
}
