package import HCodeBase
import HCodeCore

/// Facts about a stored log, which verdicts use.
package struct LogFacts: Hashable, Sendable {
  /// SHA-256 of the index of its live entries, under which the index is stored.
  package let digest: Digest
  /// The time up to which the log is known.
  package let time: Timestamp
  /// How many entries it had then.
  package let size: UInt64
  /// The checkpoint at which the stored log begins; nil when it begins with the first entry.
  package let base: Base?

  /// What a stored log begins with.
  package struct Base: Hashable, Sendable {
    /// How many entries come before it.
    package let size: UInt64
    /// When the log had that many.
    package let time: Timestamp
  }

  var cbor: CBORValue {
    .array(
      [.bytes(digest.bytes), .integer(time.seconds), .unsigned(size)]
        + (base.map { [.unsigned($0.size), .integer($0.time.seconds)] } ?? []))
  }

  /// Facts from their parts.
  package init(digest: Digest, time: Timestamp, size: UInt64, base: Base? = nil) {
    self.digest = digest
    self.time = time
    self.size = size
    self.base = base
  }

  init?(_ value: CBORValue) {
    guard case .array(let parts) = value, [3, 5].contains(parts.count),
      let digest = parts[0].byteString.flatMap({ Digest(bytes: $0) }),
      let time = parts[1].integer.flatMap({ Timestamp(seconds: $0) }),
      case .unsigned(let size) = parts[2]
    else { return nil }
    var base: Base?
    if parts.count == 5 {
      guard case .unsigned(let size) = parts[3],
        let time = parts[4].integer.flatMap({ Timestamp(seconds: $0) })
      else { return nil }
      base = Base(size: size, time: time)
    }
    self.init(digest: digest, time: time, size: size, base: base)
  }
}
