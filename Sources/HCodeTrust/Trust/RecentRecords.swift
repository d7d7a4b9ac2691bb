import HCodeFormats
internal import Synchronization

/// Records that were looked up lately. Most certificates in a queue are of a few keys, and an index never changes while
/// it is open.
final class RecentRecords: Sendable {
  private static let maximumCount = 4096
  private let records = Mutex<[ForeignKeyName: [ForeignRecord]]>([:])

  subscript(name: ForeignKeyName) -> [ForeignRecord]? {
    get { records.withLock { $0[name] } }
    set {
      records.withLock { records in
        if records.count >= Self.maximumCount { records.removeAll() }
        records[name] = newValue
      }
    }
  }
}
