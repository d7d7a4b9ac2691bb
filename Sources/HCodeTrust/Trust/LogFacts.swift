package import HCodeBase
import HCodeCore

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
