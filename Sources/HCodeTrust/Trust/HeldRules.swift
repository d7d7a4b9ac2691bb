package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// A set of rules in a store.
package struct HeldRules: Sendable {
  /// `rules`, or `rules/NAME` for one that the operator named; `rules/AUTHORITY/NUMBER` for one of a bundle.
  package let name: String
  /// SHA-256 of the file.
  package let digest: Digest
  /// The time of import, or the time at which the bundle that it came in was made.
  package internal(set) var taken: Timestamp
  /// Decides nothing from then on: its own end, or the one that the operator set.
  package internal(set) var expires: Timestamp?
  /// The seconds that the operator gave it, if any. The next file of the name gets as many.
  package let lifetime: Int64?
  /// Whose bundle it came in; nil for a file that the operator named.
  package let authority: IssuerIdentifier?
  /// The URL it came from, if any.
  package var url: String?
  /// The rules.
  package let set: RuleSet

  /// The time from which its age counts.
  package var since: Timestamp { self.set.issued ?? taken }

  /// The part of the name that the operator chose; nil for none.
  package var source: String? {
    let parts = name.split(separator: "/")
    return authority == nil && parts.count == 2 ? String(parts[1]) : nil
  }

  /// The keys of these facts in the catalogue.
  private enum Key: UInt64, CaseIterable {
    case name = 1
    case digest = 2
    case taken = 3
    case expires = 4
    case lifetime = 5
    case authority = 6
    case url = 7
  }

  var cbor: CBORValue {
    .keyed([
      Key.name: .text(name), Key.digest: .bytes(digest.bytes), Key.taken: .integer(taken.seconds),
      Key.expires: expires.map { .integer($0.seconds) },
      Key.lifetime: lifetime.map { .integer($0) },
      Key.authority: authority.map { .text($0.description) }, Key.url: url.map { .text($0) },
    ])
  }

  /// Reads stored facts and the file that belongs to them; nil when either is damaged.
  init?(_ value: CBORValue, object: (Digest) -> [UInt8]?) {
    guard let members = try? NumberedMembers(value, "the facts of rules", keys: Key.self),
      let name = try? members.text(Key.name, "name", maximumBytes: 256),
      let digest = members[Key.digest]?.byteString.flatMap({ Digest(bytes: $0) }),
      let taken = try? members.time(Key.taken, "time of import"),
      let bytes = object(digest), let set = try? RuleSet(bytes: bytes)
    else { return nil }
    self.init(
      name: name, digest: digest, taken: taken,
      expires: members[Key.expires]?.integer.flatMap { Timestamp(seconds: $0) },
      lifetime: members[Key.lifetime]?.integer,
      authority: members[Key.authority]?.textString.flatMap { IssuerIdentifier($0) },
      url: members[Key.url]?.textString, set: set)
  }

  init(
    name: String, digest: Digest, taken: Timestamp, expires: Timestamp?, lifetime: Int64?,
    authority: IssuerIdentifier?, url: String?, set: RuleSet
  ) {
    self.name = name
    self.digest = digest
    self.taken = taken
    self.expires = expires
    self.lifetime = lifetime
    self.authority = authority
    self.url = url
    self.set = set
  }
}
