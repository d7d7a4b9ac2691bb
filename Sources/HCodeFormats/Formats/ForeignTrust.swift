package import HCodeBase
import HCodeCore
internal import Synchronization

/// Where formats look up their trust material.
package protocol ForeignTrust: Sendable {
  /// All records under that name; none for an unknown key.
  func foreignRecords(_ name: ForeignKeyName) throws(TrustFailure) -> [ForeignRecord]
}

extension ForeignTrust {
  /// All records under that name. Sorted by expiry, latest first, so that a current list is asked before one that has
  /// ended.
  package func records(_ name: ForeignKeyName) throws(ForeignFailure) -> [ForeignRecord] {
    do {
      let records = try foreignRecords(name)
      return records.count < 2
        ? records : records.sorted { $0.source.expires > $1.source.expires }
    } catch { throw .undecided(.trustUnreadable, detail: error.detail) }
  }
}
