package import HCodeBase
package import HCodeCore
package import HCodeFormats
import HCodeSystem
package import HCodeTrust

/// A store that should be there and cannot be read: gone, empty, damaged, of another version. It answers no question, so that
/// nothing is green for want of it.
package struct UnreadableStore: CurrentTrust {
  private let failure: TrustFailure

  /// The store that could not be opened, and why.
  init(_ error: any Error, _ store: TrustStore) {
    let why =
      switch error {
      case let error as InFile<TrustStoreError>: error.failure.detail
      case let error as InFile<FileError>: "it cannot be read: \(error.failure)"
      default: "it cannot be read: \(error)"
      }
    failure = TrustFailure("\(store.folder.description): \(why)")
  }

  /// Each verdict looks again: a disk may be mounted meanwhile.
  package var isCurrent: Bool { false }

  package var timeEvidence: TimeEvidence { TimeEvidence() }

  package var holdsNothing: Bool { false }

  package func keyRecord(_ identifier: KeyIdentifier) throws(TrustFailure) -> KeyRecord {
    throw failure
  }

  package func speaker(for issuer: IssuerIdentifier) throws(TrustFailure) -> IssuerIdentifier? {
    throw failure
  }

  package func foreignRecords(_ name: ForeignKeyName) throws(TrustFailure) -> [ForeignRecord] {
    throw failure
  }

  package func rules(over payload: BusinessRule.Payload) throws(TrustFailure) -> [RulesInForce] {
    throw failure
  }

  package func status(of index: UInt32, in list: StatusListFacts) throws(TrustFailure)
    -> CodeStatus?
  {
    throw failure
  }

  package func isLogged(_ key: [UInt8], in log: LogFacts) throws(TrustFailure) -> Bool {
    throw failure
  }
}
