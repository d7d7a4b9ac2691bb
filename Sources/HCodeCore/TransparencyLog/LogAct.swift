package import HCodeBase

/// What an office did to a code or to many, as a log holds it (docs/log.md §2). Nothing in it identifies a person.
package struct LogAct: Hashable, Sendable {
  /// What was done.
  package enum Kind: UInt64, Sendable, CaseIterable {
    /// A code was signed yellow or red.
    case issued = 1
    /// Codes that are out were raised to red.
    case raised = 2
    /// Codes were suspended.
    case suspended = 3
    /// Codes were revoked.
    case revoked = 4
    /// Earlier acts on codes end.
    case cleared = 5
    /// Records of codes were erased.
    case destroyed = 6
    /// A day of a venue was opened (docs/venue.md, experimental).
    case opened = 7

    /// The word in JSON.
    package var word: String {
      switch self {
      case .issued: "issued"
      case .raised: "raised"
      case .suspended: "suspended"
      case .revoked: "revoked"
      case .cleared: "cleared"
      case .destroyed: "destroyed"
      case .opened: "opened"
      }
    }

    /// Whether it changes codes that are out.
    package var isChange: Bool { self != .issued && self != .destroyed && self != .opened }

    /// Whether it is of one thing, and states no number.
    fileprivate var isSingle: Bool { self == .issued || self == .opened }
  }

  /// An earlier act, or part of it, that this one ends.
  package struct Ended: Hashable, Sendable {
    /// The value in the status list.
    package let value: CodeStatus
    /// Until when it would have restricted.
    package let until: Timestamp
    /// How many codes.
    package let count: UInt64

    /// Codes whose earlier act ends.
    package init(value: CodeStatus, until: Timestamp, count: UInt64) {
      self.value = value
      self.until = until
      self.count = count
    }
  }

  /// Why it was done, and on whose authority.
  package struct Grounds: Hashable, Sendable {
    /// The reason.
    package let reason: ActReason
    /// The legal authority or order.
    package let order: String

    /// A reason and an order.
    package init(reason: ActReason, order: String) {
      self.reason = reason
      self.order = order
    }
  }

  /// The keys of the act's map (docs/log.md §2).
  private enum Key: UInt64, CaseIterable {
    case kind = 1
    case commitment = 2
    case issuer = 3
    case keyIdentifier = 4
    case officer = 5
    case status = 7
    case reason = 8
    case order = 9
    case time = 10
    case until = 11
    case count = 12
    case ended = 13
    case before = 14
  }

  /// What was done.
  package let kind: Kind
  /// Of a code or a notice, or the root over the codes; nil for records that were erased.
  package let commitment: Digest?
  /// Who answers for it.
  package let issuer: IssuerIdentifier
  /// The key of the codes.
  package let keyIdentifier: KeyIdentifier
  /// The pseudonym of the first officer.
  package let officer: IssuerIdentifier
  /// Yellow or red, of a code that was issued.
  package let status: HealthStatus?
  /// Stated for a code that was issued, which says it itself, and for acts on more than 20 codes; hidden in the leaf otherwise.
  package let grounds: Grounds?
  /// When it was asked for.
  package let time: Timestamp
  /// Until when it restricts; nil where it ends restrictions or restricts nobody.
  package let until: Timestamp?
  /// How many codes, or records of codes; 1 of a code that was issued and of a day that was opened.
  package let count: UInt64
  /// Earlier acts that end by it.
  package let ended: [Ended]
  /// Records of codes that ended before this were erased.
  package let before: Timestamp?

  /// The most codes of one act.
  package static let maximumCodes: UInt64 = 65_536
  /// An act on more codes than this is a public measure: it states its grounds.
  package static let mostWithoutGrounds: UInt64 = 20
  /// The most earlier acts that one ends.
  package static let maximumEnded = 16
  /// The longest that a raise or a suspension restricts: 31 days.
  package static let longestRestriction: Int64 = 31 * 86_400
  /// The longest that a revocation restricts: a day more than any code is valid.
  package static let longestRevocation: Int64 = 367 * 86_400

  /// An act; nil when it has other members than its kind names, or they contradict each other.
  package init?(
    _ kind: Kind, commitment: Digest?, issuer: IssuerIdentifier, keyIdentifier: KeyIdentifier,
    officer: IssuerIdentifier, status: HealthStatus? = nil, grounds: Grounds? = nil,
    time: Timestamp, until: Timestamp? = nil, count: UInt64 = 1, ended: [Ended] = [],
    before: Timestamp? = nil
  ) {
    let isLarge = count > Self.mostWithoutGrounds
    guard (commitment == nil) == (kind == .destroyed), (status == nil) == (kind != .issued),
      status != .green, (before == nil) == (kind != .destroyed),
      (until == nil) == (kind == .cleared || kind == .destroyed || kind == .opened),
      until.map({ time < $0 }) ?? true,
      (grounds != nil) == (kind == .issued || kind.isChange && isLarge),
      count >= Self.leastCount(kind),
      !kind.isSingle || count == 1, !kind.isChange || count <= Self.maximumCodes,
      kind.isChange || ended.isEmpty, ended.count <= Self.maximumEnded
    else { return nil }
    if let grounds {
      guard HealthText.fault(in: grounds.order, maximumBytes: 96) == nil else { return nil }
      // A code states only reasons of its own list, and red by the list is counted like red as signed.
      if case .change = grounds.reason, kind == .issued || kind == .raised { return nil }
    }
    if kind.isChange, let until {
      let longest = kind == .revoked ? Self.longestRevocation : Self.longestRestriction
      guard until <= time.advanced(bySeconds: longest) else { return nil }
    }
    var sum: UInt64 = 0
    for part in ended {
      guard part.value != .asSigned, (1...Self.maximumCodes).contains(part.count) else {
        return nil
      }
      sum += part.count
    }
    guard kind == .cleared ? sum == count : sum <= count,
      ended.isStrictlyAscending({
        ($0.value.rawValue, $0.until) < ($1.value.rawValue, $1.until)
      })
    else { return nil }
    self.kind = kind
    self.commitment = commitment
    self.issuer = issuer
    self.keyIdentifier = keyIdentifier
    self.officer = officer
    self.status = status
    self.grounds = grounds
    self.time = time
    self.until = until
    self.count = count
    self.ended = ended
    self.before = before
  }

  /// A registry may be destroyed that never had a code.
  private static func leastCount(_ kind: Kind) -> UInt64 { kind == .destroyed ? 0 : 1 }

  /// The act of issuing a yellow or red code; nil for green.
  package init?(
    of claims: HealthClaims, commitment: Digest?, key: KeyIdentifier, by officer: IssuerIdentifier,
    at time: Timestamp
  ) {
    guard let justification = claims.justification, let commitment else { return nil }
    self.init(
      .issued, commitment: commitment, issuer: claims.issuer, keyIdentifier: key, officer: officer,
      status: claims.status,
      grounds: Grounds(
        reason: .status(justification.reason), order: justification.authority),
      time: time, until: claims.expires)
  }

  /// Whether the act is the issuing of a code that states this, but for the salt.
  package func agrees(with claims: HealthClaims, of key: KeyIdentifier) -> Bool {
    self
      == LogAct(
        of: claims, commitment: commitment, key: key, by: officer, at: time)
  }

  /// The act, as it is signed.
  package var encoded: [UInt8] {
    CBORValue.keyed([
      Key.kind: .unsigned(kind.rawValue),
      .commitment: commitment.map { .bytes($0.bytes) },
      .issuer: .text(issuer.description),
      .keyIdentifier: .bytes(keyIdentifier.bytes),
      .officer: .text(officer.description),
      .status: status.map { .unsigned(UInt64($0.rawValue)) },
      .reason: grounds.map { .unsigned($0.reason.rawValue) },
      .order: grounds.map { .text($0.order) },
      .time: .integer(time.seconds),
      .until: until.map { .integer($0.seconds) },
      .count: kind.isSingle ? nil : .unsigned(count),
      .ended: ended.isEmpty
        ? nil
        : .array(
          ended.map {
            .array([
              .unsigned(UInt64($0.value.rawValue)), .integer($0.until.seconds), .unsigned($0.count),
            ])
          }),
      .before: before.map { .integer($0.seconds) },
    ]).encoded
  }

  /// Reads an act. Throws `malformed-list` for anything else, and for members that its kind does not name.
  package init(_ bytes: [UInt8]) throws(ImportRefusal) {
    let members = try NumberedMembers(
      try ImportRefusal.strictCBOR(bytes, "the act"), "the act", keys: Key.self)
    func digest(_ value: CBORValue) throws(ImportRefusal) -> Digest {
      guard let digest = value.byteString.flatMap({ Digest(bytes: $0) }) else {
        throw members.malformed("has a commitment that is none")
      }
      return digest
    }
    guard let kind = Kind(rawValue: try members.unsigned(Key.kind, "kind", 1...7)),
      let key = try members.required(Key.keyIdentifier, "key id").byteString
        .flatMap({ KeyIdentifier(bytes: $0) })
    else { throw members.malformed("has a kind or a key id that is none") }
    var status: HealthStatus?
    if members[Key.status] != nil {
      status = HealthStatus(rawValue: UInt8(try members.unsigned(Key.status, "status", 1...2)))
    }
    var grounds: Grounds?
    if members[Key.reason] != nil || members[Key.order] != nil {
      guard
        let reason = ActReason(
          rawValue: try members.unsigned(Key.reason, "reason", 1...UInt64.max))
      else { throw members.malformed("has a reason that is not in the list") }
      grounds = Grounds(
        reason: reason, order: try members.text(Key.order, "order", maximumBytes: 96))
    }
    var ended: [Ended] = []
    if members[Key.ended] != nil {
      for value in try members.array(Key.ended, "ended acts", 1...Self.maximumEnded) {
        guard case .array(let parts) = value, parts.count == 3,
          let status = parts[0].integer.flatMap({ UInt8(exactly: $0) })
            .flatMap({ CodeStatus(rawValue: $0) }),
          let until = parts[1].integer.flatMap({ Timestamp(seconds: $0) }),
          case .unsigned(let count) = parts[2]
        else { throw members.malformed("ends an act that is none") }
        ended.append(Ended(value: status, until: until, count: count))
      }
    }
    guard (members[Key.count] == nil) == kind.isSingle,
      let act = LogAct(
        kind, commitment: try members[Key.commitment].map(digest),
        issuer: try members.identifier(Key.issuer, "issuer"), keyIdentifier: key,
        officer: try members.identifier(Key.officer, "officer"), status: status, grounds: grounds,
        time: try members.time(Key.time, "time"),
        until: try members.optionalTime(Key.until, "end"),
        count: kind.isSingle
          ? 1 : try members.unsigned(Key.count, "count", Self.leastCount(kind)...UInt64.max),
        ended: ended, before: try members.optionalTime(Key.before, "bound"))
    else { throw members.malformed("has other members than its kind names") }
    self = act
  }
}
