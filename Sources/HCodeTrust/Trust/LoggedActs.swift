import HCodeBase
import HCodeCore

/// The entries of a log that change codes and still matter to a status list: acts 2 to 5 (docs/log.md §7). Whole, so that their
/// signatures are checked by the keys that a list names now and not by those that it named when the log came.
struct LoggedActs {
  /// Records: the number of an entry in 8 bytes, its length in 2, the entry.
  let bytes: [UInt8]
  private let acts: [(index: UInt64, entry: SignedAct)]

  /// A status list may be so old when the log is imported; its acts are kept for so long after their end.
  private static let kept: Int64 = 31 * 86_400

  /// Reads the stored part and adds new entries, the first of which has that number. Drops what has ended too long ago by that time.
  init(
    _ old: [UInt8], adding entries: some Sequence<SignedAct>, from first: UInt64, at time: Timestamp
  ) {
    let added = zip(first..., entries).filter { $0.1.act.kind.isChange }
    let acts = (Self.read(old) + added.map { (index: $0.0, entry: $0.1) }).filter { _, entry in
      let end = ([entry.act.until] + entry.act.ended.map(\.until)).compactMap { $0 }.max()
      return end.map { time < $0.advanced(bySeconds: Self.kept) } ?? false
    }
    self.acts = acts
    var bytes: [UInt8] = []
    for (index, entry) in acts {
      bytes += index.bigEndianBytes
      bytes += UInt16(truncatingIfNeeded: entry.encoded.count).bigEndianBytes
      bytes += entry.encoded
    }
    self.bytes = bytes
  }

  /// Reads what is stored.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    acts = Self.read(bytes)
  }

  private static func read(_ bytes: [UInt8]) -> [(index: UInt64, entry: SignedAct)] {
    var acts: [(index: UInt64, entry: SignedAct)] = []
    var place = 0
    while place + 10 <= bytes.count {
      let index = UInt64(bigEndianBytes: bytes[place..<place + 8])
      let end = place + 10 + Int(UInt64(bigEndianBytes: bytes[place + 8..<place + 10]))
      guard end <= bytes.count, let entry = try? SignedAct(Array(bytes[place + 10..<end])) else {
        break
      }
      acts.append((index, entry))
      place = end
    }
    return acts
  }

  /// The acts on codes of that key that count: those whose signatures hold. A clearing counts with one signature, since it only ever
  /// makes a list answer for more.
  func counted(of key: KeyIdentifier, by keys: OfficerKeys) -> [(index: UInt64, act: LogAct)] {
    acts.filter { $0.entry.act.keyIdentifier == key && keys.hold($0.entry) }.map {
      ($0.index, $0.entry.act)
    }
  }
}
