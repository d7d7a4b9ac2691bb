package import HCodeBase
import HCodeCore

/// Facts about a status list that is held.
package struct StatusListFacts: Hashable, Sendable {
  /// SHA-256 of the list, inflated: the name under which it is kept.
  package let digest: Digest
  /// When it was made.
  package let issued: Timestamp
  /// Decides nothing from then on.
  package let expires: Timestamp
  /// Seconds after issue from which it is called old.
  package let timeToLive: UInt64

  /// Facts from their parts.
  package init(digest: Digest, issued: Timestamp, expires: Timestamp, timeToLive: UInt64) {
    self.digest = digest
    self.issued = issued
    self.expires = expires
    self.timeToLive = timeToLive
  }

  var cbor: CBORValue {
    .map([
      (.unsigned(1), .bytes(digest.bytes)), (.unsigned(4), .integer(issued.seconds)),
      (.unsigned(5), .integer(expires.seconds)), (.unsigned(6), .unsigned(timeToLive)),
    ])
  }

  init(_ value: CBORValue) throws(ImportRefusal) {
    let members = try NumberedMembers(value, "the facts of a status list", known: 1...6)
    guard let digest = members[1]?.byteString.flatMap({ Digest(bytes: $0) }) else {
      throw members.malformed("have no digest")
    }
    self.digest = digest
    issued = try members.time(4, "time of issue")
    expires = try members.time(5, "end")
    timeToLive = try members.unsigned(6, "time to live", 0...UInt64(Timestamp.latest))
  }
}

extension StatusListFacts {
  init(_ scope: StatusListScope, digest: Digest) {
    self.init(
      digest: digest, issued: scope.issued, expires: scope.expires, timeToLive: scope.ttl)
  }
}
