package import HCodeBase
package import HCodeCore
package import HCodeFormats
package import HCodeTrust

/// A store, and key files for what it does not know.
package struct LayeredTrust: CurrentTrust {
  package let store: OpenTrustStore
  package let keyFiles: TrustedKeys

  package var newestSigned: Timestamp? { store.newestSigned }

  package var isCurrent: Bool { store.isCurrent }

  package func keys(_ identifier: KeyIdentifier) throws(TrustFailure) -> [TrustedKey] {
    let listed = try store.keys(identifier)
    return listed.isEmpty ? keyFiles.keys(identifier) : listed
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
