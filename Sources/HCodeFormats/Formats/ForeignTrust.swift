package import HCodeBase
import HCodeCore
internal import Synchronization

/// Where formats find what is held for them.
package protocol ForeignTrust: Sendable {
  /// Everything that is held under that name; none for an unknown key.
  func foreignRecords(_ name: ForeignKeyName) throws(TrustFailure) -> [ForeignRecord]
}

extension ForeignTrust {
  /// The same, those of lists that last longest first: what an out-of-date list says too, a newer one decides.
  package func records(_ name: ForeignKeyName) throws(ForeignFailure) -> [ForeignRecord] {
    do {
      let records = try foreignRecords(name)
      return records.count < 2
        ? records : records.sorted { $0.source.expires > $1.source.expires }
    } catch { throw .undecided(.trustUnreadable, detail: error.detail) }
  }
}
