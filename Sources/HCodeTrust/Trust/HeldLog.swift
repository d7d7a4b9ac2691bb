package import HCodeBase
package import HCodeCore

/// A log and the authority whose trust list names it.
package struct HeldLogName: Hashable, Comparable, Sendable {
  /// The authority.
  package let authority: IssuerIdentifier
  /// The log's name.
  package let origin: NoteName

  /// By authority, then by name.
  package static func < (a: HeldLogName, b: HeldLogName) -> Bool {
    a.authority == b.authority
      ? a.origin.description.utf8.lexicographicallyPrecedes(b.origin.description.utf8)
      : a.authority < b.authority
  }
}

/// Facts about a log that is held, on which a verdict rests.
package struct LogFacts: Hashable, Sendable {
  /// SHA-256 of the index of its live entries: the name under which that is kept.
  package let digest: Digest
  /// Up to when the log is known.
  package let time: Timestamp
  /// How many entries it had then.
  package let size: UInt64

  var cbor: CBORValue {
    .array([.bytes(digest.bytes), .integer(time.seconds), .unsigned(size)])
  }

  init(digest: Digest, time: Timestamp, size: UInt64) {
    self.digest = digest
    self.time = time
    self.size = size
  }

  init?(_ value: CBORValue) {
    guard case .array(let parts) = value, parts.count == 3,
      let digest = parts[0].byteString.flatMap({ Digest(bytes: $0) }),
      let time = parts[1].integer.flatMap({ Timestamp(seconds: $0) }),
      case .unsigned(let size) = parts[2]
    else { return nil }
    self.init(digest: digest, time: time, size: size)
  }
}

/// A log as a store holds it.
package struct HeldLog: Hashable, Sendable {
  /// What a verdict needs of it.
  package var facts: LogFacts
  /// The log's key, as the list named it when the log was taken.
  package var key: Ed25519PublicKey
  /// What shows that the next export has grown from this one.
  package var frontier: MerkleFrontier
  /// Where it came from, when that was a URL.
  package var url: String?

  static func read(_ value: CBORValue) -> (HeldLogName, HeldLog)? {
    guard case .array(let parts) = value, (5...6).contains(parts.count),
      let authority = parts[0].textString.flatMap({ IssuerIdentifier($0) }),
      let origin = parts[1].textString.flatMap({ NoteName($0) }), let facts = LogFacts(parts[2]),
      let key = parts[3].byteString.flatMap({ Ed25519PublicKey(bytes: $0) }),
      case .array(let hashes) = parts[4]
    else { return nil }
    let subtrees = hashes.compactMap { $0.byteString.flatMap { Digest(bytes: $0) } }
    guard subtrees.count == hashes.count,
      let frontier = MerkleFrontier(size: facts.size, subtrees: subtrees)
    else { return nil }
    return (
      HeldLogName(authority: authority, origin: origin),
      HeldLog(facts: facts, key: key, frontier: frontier, url: parts.dropFirst(5).first?.textString)
    )
  }
}

/// The entries of a log that still restrict somebody, to be searched without being read whole: 16 bytes each, sorted; 12 of a SHA-256
/// over what the entry says, and when it ends.
package struct LogIndex: Sendable {
  static let recordBytes = 16
  static let keyBytes = 12

  /// The records.
  package let bytes: [UInt8]

  private struct Record: Hashable {
    var key: [UInt8]
    var until: UInt64
  }

  /// Adds entries to an index, and leaves out what has ended by then.
  init(_ old: [UInt8], adding entries: [LogEntry], at time: Timestamp) {
    var records = Set<Record>()
    for start in stride(from: 0, through: old.count - Self.recordBytes, by: Self.recordBytes) {
      let until = old[start + Self.keyBytes..<start + Self.recordBytes]
        .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      records.insert(Record(key: Array(old[start..<start + Self.keyBytes]), until: until))
    }
    for entry in entries {
      records.insert(
        Record(key: entry.indexKey, until: UInt64(clamping: entry.until.seconds / 60)))
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

  /// Whether a key is in an index of so many bytes, of which a few records are read; nil when it cannot be read.
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

extension LogEntry {
  /// What of an entry a checkpoint compares with a code: everything that the code says too, so that an entry with another reason or
  /// authority is none of this code.
  var indexKey: [UInt8] {
    switch act {
    case .issued:
      Self.indexKey(
        commitment, issuer, keyIdentifier, status, reason?.rawValue, authority, until)
    case .raised: Self.indexKey(ofRaise: commitment, issuer)
    }
  }

  static func indexKey(ofRaise commitment: Digest, _ issuer: IssuerIdentifier) -> [UInt8] {
    key([.unsigned(Act.raised.rawValue), .bytes(commitment.bytes), .text(issuer.description)])
  }

  static func indexKey(
    _ commitment: Digest, _ issuer: IssuerIdentifier, _ key: KeyIdentifier, _ status: HealthStatus,
    _ reason: UInt64?, _ authority: String?, _ until: Timestamp
  ) -> [UInt8] {
    Self.key([
      .unsigned(Act.issued.rawValue), .bytes(commitment.bytes), .text(issuer.description),
      .bytes(key.bytes), .unsigned(UInt64(status.rawValue)), .unsigned(reason ?? 0),
      .text(authority ?? ""), .integer(until.seconds),
    ])
  }

  private static func key(_ parts: [CBORValue]) -> [UInt8] {
    Array(Digest(of: CBORValue.array(parts).encoded).bytes.prefix(LogIndex.keyBytes))
  }
}
