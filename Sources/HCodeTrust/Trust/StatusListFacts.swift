package import HCodeBase
import HCodeCore

/// Facts about a stored status list.
package struct StatusListFacts: Hashable, Sendable {
  /// SHA-256 of the inflated list, under which it is stored.
  package let digest: Digest
  /// When it was made.
  package let issued: Timestamp
  /// Decides nothing from then on.
  package let expires: Timestamp
  /// Seconds after issue from which the list counts as old.
  package let timeToLive: UInt64

  /// Facts from their parts.
  package init(digest: Digest, issued: Timestamp, expires: Timestamp, timeToLive: UInt64) {
    self.digest = digest
    self.issued = issued
    self.expires = expires
    self.timeToLive = timeToLive
  }

  /// The keys of these facts in an index.
  private enum Key: UInt64, CaseIterable {
    case digest = 1
    case issued = 4
    case expires = 5
    case timeToLive = 6
  }

  var cbor: CBORValue {
    .keyed([
      Key.digest: .bytes(digest.bytes), Key.issued: .integer(issued.seconds),
      Key.expires: .integer(expires.seconds), Key.timeToLive: .unsigned(timeToLive),
    ])
  }

  init(_ value: CBORValue) throws(ImportRefusal) {
    let members = try NumberedMembers(value, "the facts of a status list", keys: Key.self)
    guard let digest = members[Key.digest]?.byteString.flatMap({ Digest(bytes: $0) }) else {
      throw members.malformed("have no digest")
    }
    self.digest = digest
    issued = try members.time(Key.issued, "time of issue")
    expires = try members.time(Key.expires, "end")
    timeToLive = try members.unsigned(Key.timeToLive, "time to live", 0...UInt64(Timestamp.latest))
  }
}

extension StatusListFacts {
  init(_ scope: StatusListScope, digest: Digest) {
    self.init(
      digest: digest, issued: scope.issued, expires: scope.expires, timeToLive: scope.ttl)
  }
}
