package import HCodeBase
package import HCodeCore
package import HCodeFormats

extension TrustedKeys: TrustSource {
  /// The one key of that id.
  package func keyRecord(_ identifier: KeyIdentifier) -> KeyRecord {
    KeyRecord(keys: self[identifier].map { [.bare($0)] } ?? [])
  }

  /// No authority speaks for anybody without a store.
  package func speaker(for issuer: IssuerIdentifier) -> IssuerIdentifier? { nil }

  /// No keys are no store that was lost.
  package var holdsNothing: Bool { false }

  /// Key files come without status lists.
  package func status(of index: UInt32, in list: StatusListFacts) -> CodeStatus? { nil }

  /// Key files come without logs.
  package func isLogged(_ key: [UInt8], in log: LogFacts) -> Bool { false }

  /// Key files are not signed.
  package var timeEvidence: TimeEvidence { TimeEvidence() }

  /// Key files come without rules.
  package func rules(over payload: BusinessRule.Payload) -> [RulesInForce] { [] }

  /// Key files are of hcode's own format only.
  package func foreignRecords(_ name: ForeignKeyName) -> [ForeignRecord] { [] }
}
