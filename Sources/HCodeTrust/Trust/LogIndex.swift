import HCodeBase
import HCodeCore

/// The entries of a log of codes that were issued yellow or red and have not ended, sorted to be searched without reading them all. 36 bytes each: a
/// SHA-256 over what the entry says, whole since an office chooses what it logs, and the end in minutes.
package struct LogIndex: Sendable {
  static let recordBytes = 36
  static let keyBytes = 32

  /// The records.
  package let bytes: [UInt8]

  private struct Record: Hashable {
    var key: [UInt8]
    var until: UInt64
  }

  /// Adds entries to an index, and drops those that have ended by then.
  init(_ old: [UInt8], adding entries: some Sequence<SignedAct>, at time: Timestamp) {
    var records = Set<Record>()
    for start in stride(from: 0, through: old.count - Self.recordBytes, by: Self.recordBytes) {
      let until = old[start + Self.keyBytes..<start + Self.recordBytes]
        .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      records.insert(Record(key: Array(old[start..<start + Self.keyBytes]), until: until))
    }
    for act in entries.lazy.map(\.act) {
      guard let key = act.indexKey, let until = act.until else { continue }
      records.insert(Record(key: key, until: UInt64(clamping: until.seconds / 60)))
    }
    let now = UInt64(clamping: time.seconds / 60)
    bytes =
      records.filter { $0.until >= now }
      .sorted {
        $0.key.lexicographicallyPrecedes($1.key) || $0.key == $1.key && $0.until < $1.until
      }
      .flatMap { record in
        record.key
          + (0..<4).reversed().map { UInt8(truncatingIfNeeded: record.until >> UInt64(8 * $0)) }
      }
  }

  /// Whether an index of that many bytes has a key, found by reading a few records; nil when they cannot be read.
  package static func holds(_ key: [UInt8], bytes: Int, in source: some ByteSource) -> Bool? {
    guard bytes % recordBytes == 0 else { return nil }
    var (low, high) = (0, bytes / recordBytes)
    while low < high {
      let middle = (low + high) / 2
      guard let found = source.bytes(at: middle * recordBytes, count: keyBytes) else { return nil }
      if found == key { return true }
      if found.lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
    }
    return false
  }
}
