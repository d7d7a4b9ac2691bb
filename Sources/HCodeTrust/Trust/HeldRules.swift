package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// A set of rules that was taken into a store.
package struct HeldRules: Sendable {
  /// `rules`, or `rules/NAME` for one that the operator named; `rules/AUTHORITY/NUMBER` for one of a bundle.
  package let name: String
  /// SHA-256 of the file.
  package let digest: Digest
  /// When it was taken, or the bundle made that it came in.
  package let taken: Timestamp
  /// Decides nothing from then on: its own end, or the one that was set at the import.
  package let expires: Timestamp?
  /// Seconds that the operator gave it, if any: the next file of the name gets the same.
  package let lifetime: Int64?
  /// Whose bundle it came in; nil for a file that the operator named.
  package let authority: IssuerIdentifier?
  /// Where it came from, when that was a URL.
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

  var cbor: CBORValue {
    var pairs: [(key: CBORValue, value: CBORValue)] = [
      (.unsigned(1), .text(name)), (.unsigned(2), .bytes(digest.bytes)),
      (.unsigned(3), .integer(taken.seconds)),
    ]
    if let expires { pairs.append((.unsigned(4), .integer(expires.seconds))) }
    if let lifetime { pairs.append((.unsigned(5), .integer(lifetime))) }
    if let authority { pairs.append((.unsigned(6), .text(authority.description))) }
    if let url { pairs.append((.unsigned(7), .text(url))) }
    return .map(pairs)
  }

  /// Reads the file again; nil when it is not what it was.
  init?(_ value: CBORValue, object: (Digest) -> [UInt8]?) {
    guard let members = try? NumberedMembers(value, "the facts of rules", known: 1...7),
      let name = try? members.text(1, "name", maximumBytes: 256),
      let digest = members[2]?.byteString.flatMap({ Digest(bytes: $0) }),
      let taken = try? members.time(3, "time of import"),
      let bytes = object(digest), let set = try? RuleSet(bytes: bytes)
    else { return nil }
    self.init(
      name: name, digest: digest, taken: taken,
      expires: members[4]?.integer.flatMap { Timestamp(seconds: $0) },
      lifetime: members[5]?.integer,
      authority: members[6]?.textString.flatMap { IssuerIdentifier($0) },
      url: members[7]?.textString, set: set)
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
