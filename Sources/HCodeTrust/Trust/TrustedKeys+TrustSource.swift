package import HCodeBase
package import HCodeCore
package import HCodeFormats

extension TrustedKeys: TrustSource {
  /// The one key of that id.
  package func keys(_ identifier: KeyIdentifier) -> [TrustedKey] {
    self[identifier].map { [.bare($0)] } ?? []
  }

  /// Key files come without status lists.
  package func status(of index: UInt32, in list: StatusListFacts) -> CodeStatus? { nil }

  /// Key files come without logs.
  package func isLogged(_ key: [UInt8], in log: LogFacts) -> Bool { false }

  /// Key files are not signed.
  package var newestSigned: Timestamp? { nil }

  /// Key files come without rules.
  package func rules(over payload: BusinessRule.Payload) -> [RulesInForce] { [] }

  /// Key files are of hcode's own format only.
  package func foreignRecords(_ name: ForeignKeyName) -> [ForeignRecord] { [] }
}
