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

extension TrustHoldings {
  /// What is held and counts, by name. The rules of a bundle count while its authority is pinned.
  package var heldRules: [HeldRules] {
    ruleSets.values.filter { held in held.authority.map { anchors.contains($0) } ?? true }
      .sorted { $0.name < $1.name }
  }

  /// Takes a file of rules. That the operator names it is what vouches for it. `source` tells files apart; `lifetime` is in
  /// seconds, and 30 days where neither it nor the file says anything.
  ///
  /// A file of the same name is replaced. Refused is what is no set of rules (`malformed-rules`), one that is older than the
  /// one held, as far as both say when they were put together (`rollback`), another of the same time (`equivocation`), one
  /// from the future (`not-yet-issued`) and one past its end (`expired`).
  package mutating func takeRules(
    _ file: [UInt8], source: String? = nil, lifetime: Int64? = nil, at now: Timestamp,
    url: String? = nil
  ) throws(ImportRefusal) -> (HeldRules, Outcome) {
    let name = (["rules"] + [source].compactMap { $0 }).joined(separator: "/")
    let set = try Self.rules(file, name)
    let digest = Digest(of: file)
    let held = ruleSets[name]
    if let issued = set.issued {
      guard issued <= now.advanced(bySeconds: Timestamp.clockTolerance) else {
        throw ImportRefusal(.notYetIssued, "\(name) was put together at \(issued.rfc3339)")
      }
      if let other = held?.set.issued {
        guard issued >= other else {
          throw ImportRefusal(
            .rollback, "\(name) is older than that of \(other.rfc3339) that is held")
        }
        guard issued > other || digest == held?.digest else {
          throw ImportRefusal(
            .equivocation, "\(name) says something else than the one that is held")
        }
      }
    }
    let operatorsEnd = lifetime.map { now.advanced(bySeconds: $0) }
    let expires =
      [set.expires, operatorsEnd].compactMap { $0 }.min()
      ?? now.advanced(bySeconds: Self.foreignLifetime)
    guard now < expires else {
      throw ImportRefusal(.expired, "\(name) ended at \(expires.rfc3339)")
    }
    let taken = HeldRules(
      name: name, digest: digest, taken: now, expires: expires, lifetime: lifetime,
      authority: nil, url: url ?? held?.url, set: set)
    ruleSets[name] = taken
    add(object: file)
    let outcome: Outcome = held == nil ? .added : held?.digest == digest ? .alreadyHeld : .replaced
    return (taken, outcome)
  }

  /// Takes the rules of a bundle in the place of those of the authority's last one.
  mutating func takeRules(of bundle: Bundle) throws(ImportRefusal) {
    let files = bundle.members.filter { $0.kind == .rules }.map(\.bytes)
    ruleSets = ruleSets.filter { $0.value.authority != bundle.authority }
    for (number, file) in files.enumerated() {
      let name = "rules/\(bundle.authority)/\(number + 1)"
      let set = try Self.rules(file, name)
      ruleSets[name] = HeldRules(
        name: name, digest: Digest(of: file), taken: bundle.issued, expires: set.expires,
        lifetime: nil, authority: bundle.authority, url: nil, set: set)
      add(object: file)
    }
  }

  /// Takes rules out again: what has that name, and what is a part of it.
  package mutating func forgetRules(_ name: String) -> Bool {
    let names = ruleSets.keys.filter { $0 == name || $0.hasPrefix(name + "/") }
    for name in names { ruleSets[name] = nil }
    return !names.isEmpty
  }

  private static func rules(_ file: [UInt8], _ name: String) throws(ImportRefusal) -> RuleSet {
    do { return try RuleSet(bytes: file) } catch {
      throw ImportRefusal(.malformedRules, "\(name): \(error.message)")
    }
  }
}
