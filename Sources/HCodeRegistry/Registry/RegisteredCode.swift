package import HCodeBase
package import HCodeCore

/// What an issuer keeps of a code: what it must know to find, revoke and answer for it, and no more.
package struct RegisteredCode: Hashable, Sendable {
  /// Claim 7.
  package let index: UInt32
  /// Claim 6.
  package let issued: Timestamp
  /// Claim 4.
  package let expires: Timestamp
  /// The colour that was signed.
  package let status: HealthStatus
  /// Why, of yellow and red.
  package let reason: StatusReason?
  /// Who issued it.
  package let officer: OfficerPseudonym?
  /// Whom it is about, as only this registry can tell.
  package let subject: SubjectHash?
  /// The name on the code; a registry that keeps no names drops it.
  package let name: String?
  /// When what identifies a person was taken out.
  package let forgotten: Timestamp?

  /// A code from its parts.
  package init(
    index: UInt32, issued: Timestamp, expires: Timestamp, status: HealthStatus,
    reason: StatusReason? = nil, officer: OfficerPseudonym? = nil, subject: SubjectHash? = nil,
    name: String? = nil, forgotten: Timestamp? = nil
  ) {
    self.index = index
    self.issued = issued
    self.expires = expires
    self.status = status
    self.reason = reason
    self.officer = officer
    self.subject = subject
    self.name = name
    self.forgotten = forgotten
  }

  /// What is kept of a code that states this.
  package init(
    _ claims: HealthClaims, officer: OfficerPseudonym? = nil, subject: SubjectHash? = nil
  ) {
    self.init(
      index: claims.codeIndex, issued: claims.issuedAt, expires: claims.expires,
      status: claims.status, reason: claims.justification?.reason, officer: officer,
      subject: subject, name: claims.holder?.name ?? claims.holder?.latinName)
  }

  /// Whether both are records of one code about one person. Who noted it down makes no difference, nor a name; of
  /// a record that was forgotten the person cannot be compared any more.
  func isOneCode(with other: RegisteredCode) -> Bool {
    index == other.index && issued == other.issued && expires == other.expires
      && status == other.status && reason == other.reason
      && (forgotten != nil || other.forgotten != nil || subject == other.subject)
  }
}

/// Who issues, as an officer is called in the registry: a badge number rather than a name.
package struct OfficerPseudonym: Hashable, Sendable, CustomStringConvertible {
  /// The pseudonym.
  package let description: String

  /// Refuses what has more than 64 bytes or cannot be shown (docs/format.md §3, `text`).
  package init?(_ text: some StringProtocol) {
    let text = String(text)
    guard HealthText.fault(in: text, maximumBytes: 64) == nil else { return nil }
    description = text
  }
}

/// By what an office knows a person: the number of an identity document, of a file, of a telephone. It is hashed and
/// never kept.
package struct SubjectReference: Sendable {
  /// The text that is hashed: ASCII letters in upper case, no ASCII spaces, so that `12 3x` finds `123X`.
  let canonical: [UInt8]

  /// Refuses what has more than 96 bytes, cannot be shown (docs/format.md §3, `text`), or is nothing but spaces.
  package init?(_ text: some StringProtocol) {
    let text = String(text.filter { $0 != " " })
    guard HealthText.fault(in: text, maximumBytes: 96) == nil else { return nil }
    canonical = text.utf8.map { $0.isASCIILowercase ? $0 - 0x20 : $0 }
  }
}

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
