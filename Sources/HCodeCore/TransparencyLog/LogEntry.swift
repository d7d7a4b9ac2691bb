package import HCodeBase

/// One entry of a log: who issued a yellow or red code or raised one to red, why, on what authority and until when.
/// Nothing in it identifies a person (docs/log.md §2).
package struct LogEntry: Hashable, Sendable {
  /// What was done.
  package enum Act: UInt64, Sendable, CaseIterable {
    /// A code was signed in this colour.
    case issued = 1
    /// An issued code was raised to red through the status list.
    case raised = 2

    /// The word in JSON.
    package var word: String { self == .issued ? "issued" : "raised" }
  }

  /// The keys of the entry's map (docs/log.md §2).
  private enum Key: UInt64 {
    case act = 1
    case commitment = 2
    case issuer = 3
    case keyIdentifier = 4
    case officer = 5
    case secondOfficer = 6
    case status = 7
    case reason = 8
    case authority = 9
    case time = 10
    case until = 11
  }

  /// What was done.
  package let act: Act
  /// 32 bytes that only somebody who has the code can recognise.
  package let commitment: Digest
  /// Who answers for it.
  package let issuer: IssuerIdentifier
  /// The key of the code.
  package let keyIdentifier: KeyIdentifier
  /// The pseudonym of the officer who asked for it.
  package let officer: IssuerIdentifier
  /// The pseudonym of the second officer; nil when there was none.
  package let secondOfficer: IssuerIdentifier?
  /// Yellow or red.
  package let status: HealthStatus
  /// Why; nil when the issuer did not say.
  package let reason: StatusReason?
  /// The legal authority or order; nil when the issuer did not say.
  package let authority: String?
  /// When.
  package let time: Timestamp
  /// Until when it restricts.
  package let until: Timestamp

  /// Why bytes are not an entry.
  package struct MalformedEntry: Error, Equatable, Sendable {
    /// What is wrong with it, in English.
    package let detail: String
  }

  /// The most bytes that an entry may have.
  package static let maximumBytes = 1024

  /// Refuses green, a raise to yellow, an end before the beginning, and an authority that cannot be shown.
  package init(
    act: Act, commitment: Digest, issuer: IssuerIdentifier, keyIdentifier: KeyIdentifier,
    officer: IssuerIdentifier, secondOfficer: IssuerIdentifier? = nil, status: HealthStatus,
    reason: StatusReason?, authority: String?, time: Timestamp, until: Timestamp
  ) throws(MalformedEntry) {
    guard status == .red || (status == .yellow && act == .issued) else {
      throw MalformedEntry(detail: "\(act.word) \(status) is not logged")
    }
    guard time < until else { throw MalformedEntry(detail: "it ends before it begins") }
    guard secondOfficer != officer else {
      throw MalformedEntry(detail: "both officers are the same")
    }
    if let fault = authority.flatMap({ HealthText.fault(in: $0, maximumBytes: 96) }) {
      throw MalformedEntry(detail: "the authority \(fault)")
    }
    self.act = act
    self.commitment = commitment
    self.issuer = issuer
    self.keyIdentifier = keyIdentifier
    self.officer = officer
    self.secondOfficer = secondOfficer
    self.status = status
    self.reason = reason
    self.authority = authority
    self.time = time
    self.until = until
  }

  /// The entry, as it is hashed into the tree.
  package var encoded: [UInt8] {
    CBORValue.keyed([
      Key.act: .unsigned(act.rawValue),
      .commitment: .bytes(commitment.bytes),
      .issuer: .text(issuer.description),
      .keyIdentifier: .bytes(keyIdentifier.bytes),
      .officer: .text(officer.description),
      .secondOfficer: secondOfficer.map { .text($0.description) },
      .status: .unsigned(UInt64(status.rawValue)),
      .reason: reason.map { .unsigned($0.rawValue) },
      .authority: authority.map { .text($0) },
      .time: .integer(time.seconds),
      .until: .integer(until.seconds),
    ]).encoded
  }

  /// Reads an entry.
  package init(_ bytes: [UInt8]) throws(MalformedEntry) {
    guard bytes.count <= Self.maximumBytes else {
      throw MalformedEntry(detail: "more than \(Self.maximumBytes) bytes")
    }
    do {
      self = try Self.read(bytes)
    } catch let refusal as ImportRefusal {
      throw MalformedEntry(detail: refusal.detail)
    } catch let malformed as MalformedEntry {
      throw malformed
    } catch {
      throw MalformedEntry(detail: "\(error)")
    }
  }

  private static func read(_ bytes: [UInt8]) throws -> LogEntry {
    let members = try NumberedMembers(
      try ImportRefusal.strictCBOR(bytes, "the entry"), "the entry", keys: Key.self)
    let status = HealthStatus(
      rawValue: UInt8(clamping: try members.unsigned(Key.status, "status", 1...2)))
    guard let act = Act(rawValue: try members.unsigned(Key.act, "act", 1...2)), let status,
      let commitment = try members.required(Key.commitment, "commitment").byteString
        .flatMap({ Digest(bytes: $0) }),
      let key = try members.required(Key.keyIdentifier, "key id").byteString.flatMap({
        KeyIdentifier(bytes: $0)
      })
    else { throw MalformedEntry(detail: "its act, status, commitment or key id is none") }
    let reason =
      members[Key.reason] == nil ? nil : try members.unsigned(Key.reason, "reason", 1...UInt64.max)
    return try LogEntry(
      act: act, commitment: commitment, issuer: try members.identifier(Key.issuer, "issuer"),
      keyIdentifier: key, officer: try members.identifier(Key.officer, "officer"),
      secondOfficer: members[Key.secondOfficer] == nil
        ? nil : try members.identifier(Key.secondOfficer, "second officer"),
      status: status,
      reason: try reason.map { number in
        guard let reason = StatusReason(rawValue: number) else {
          throw MalformedEntry(detail: "reason \(number) is not in the list")
        }
        return reason
      },
      authority: members[Key.authority] == nil
        ? nil : try members.text(Key.authority, "authority", maximumBytes: 96),
      time: try members.time(Key.time, "time"), until: try members.time(Key.until, "end"))
  }
}
