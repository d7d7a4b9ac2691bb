package import HCodeBase
import HCodeCore
import HCodeFormats

extension TrustHoldings {
  /// The rules that count, by name. The rules of a bundle count while its authority is pinned.
  package var heldRules: [HeldRules] {
    ruleSets.values.filter { held in held.authority.map { anchors.contains($0) } ?? true }
      .sorted { $0.name < $1.name }
  }

  /// Imports a file of rules. The operator who names it vouches for it. It replaces a file of the same name.
  ///
  /// - Parameters:
  ///   - file: the file's bytes.
  ///   - source: tells it apart from other files of rules.
  ///   - lifetime: seconds; nil for the file's own end, or 30 days.
  ///   - url: where it came from.
  ///
  /// Throws `malformed-rules`; `rollback` and `equivocation` as far as both files say when they were made;
  /// `not-yet-issued`; `expired`.
  package mutating func takeRules(
    _ file: [UInt8], source: String? = nil, lifetime: Int64? = nil, at now: Timestamp,
    url: String? = nil
  ) throws(ImportRefusal) -> (HeldRules, Outcome) {
    let name = (["rules"] + [source].compactMap { $0 }).joined(separator: "/")
    let set = try Self.rules(file, name)
    let digest = Digest(of: file)
    let held = ruleSets[name]
    try Self.checkNotFuture(set, name, at: now)
    if let held, held.digest != digest { try Self.check(set, digest, after: held) }
    let expires = Self.end(stated: set.expires, lifetime: lifetime, at: now)
    try Succession.checkNotEnded(expires, at: now, name)
    let taken = HeldRules(
      name: name, digest: digest, taken: now, expires: expires, lifetime: lifetime,
      authority: nil, url: url ?? held?.url, set: set)
    ruleSets[name] = taken
    add(object: file)
    let outcome: Outcome = held == nil ? .added : held?.digest == digest ? .alreadyHeld : .replaced
    hasAccepted = hasAccepted || outcome != .alreadyHeld
    return (taken, outcome)
  }

  private static func checkNotFuture(
    _ set: RuleSet, _ name: String, at now: Timestamp
  ) throws(ImportRefusal) {
    if let issued = set.issued {
      try Succession.checkNotFuture(issued, at: now, "\(name) was put together")
    }
    if let issued = set.areas?.issued {
      try Succession.checkNotFuture(issued, at: now, "the ratings of areas in \(name) were made")
    }
  }

  /// An older set does not replace a newer one, nor does one without a date, which may be of any time; the same holds of ratings.
  private static func check(
    _ set: RuleSet, _ digest: Digest, after held: HeldRules
  ) throws(ImportRefusal) {
    if let other = held.set.issued {
      guard let issued = set.issued else {
        throw ImportRefusal(
          .rollback,
          "\(held.name) does not say when it was issued, and the stored one is of \(other.rfc3339)")
      }
      try Succession.check(held: (other, held.digest), new: (issued, digest), name: held.name)
    }
    if let other = held.set.areas?.issued, let issued = set.areas?.issued, issued < other {
      throw ImportRefusal(
        .rollback,
        "the ratings of areas in \(held.name) are of \(issued.rfc3339), and the stored ones of \(other.rfc3339)"
      )
    }
  }

  /// Replaces the rules of the authority's last bundle by those of this one.
  mutating func takeRules(of bundle: Bundle, at now: Timestamp) throws(ImportRefusal) {
    let files = bundle.members.filter { $0.kind == .rules }.map(\.bytes)
    ruleSets = ruleSets.filter { $0.value.authority != bundle.authority }
    for (number, file) in files.enumerated() {
      let name = "rules/\(bundle.authority)/\(number + 1)"
      let set = try Self.rules(file, name)
      try Self.checkNotFuture(set, name, at: now)
      ruleSets[name] = HeldRules(
        name: name, digest: Digest(of: file), taken: bundle.issued,
        expires: Self.end(stated: set.expires, lifetime: nil, at: now),
        lifetime: nil, authority: bundle.authority, url: nil, set: set)
      add(object: file)
    }
  }

  /// When imported rules, or a file of another format, end: at their own end or the operator's, whichever is earlier; after 30 days
  /// where neither says; and never later than 366 days after the import, whatever the file or the operator says.
  static func end(stated: Timestamp?, lifetime: Int64?, at now: Timestamp) -> Timestamp {
    let operatorsEnd = lifetime.map { now.advanced(bySeconds: $0) }
    let end =
      [stated, operatorsEnd].compactMap { $0 }.min()
      ?? now.advanced(bySeconds: LongestLife.importedUnlessSaid)
    return min(end, now.advanced(bySeconds: LongestLife.imported))
  }

  /// Removes the rules of that name, and those whose names begin with it and a slash.
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
