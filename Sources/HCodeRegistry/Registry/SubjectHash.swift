import HCodeBase
import HCodeCore

/// A subject reference under the registry's own key: keyed BLAKE2b (RFC 7693), 16 bytes. A plain hash of a document number
/// is no secret, since all numbers can be tried in minutes; without the key, which never leaves the registry and its desks,
/// that tells nothing.
package struct SubjectHash: Hashable, Sendable {
  /// The hash.
  package let bytes: [UInt8]
  /// Its bytes.
  package static let count = 16

  init?(bytes: [UInt8]) {
    guard bytes.count == Self.count else { return nil }
    self.bytes = bytes
  }

  init?(of subject: SubjectReference, key: GuardedBytes) {
    self.init(bytes: Sodium.keyedHash(subject.canonical, key: key, count: Self.count))
  }

  /// Lower-case hexadecimal.
  package var hex: String { Hex.encode(bytes) }
}
