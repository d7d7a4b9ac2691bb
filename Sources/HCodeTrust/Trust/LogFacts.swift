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
