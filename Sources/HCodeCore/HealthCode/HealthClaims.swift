package import HCodeBase

/// Everything a code states, checked against docs/format.md §3 and §4.
///
/// Claims that a verifier would refuse cannot exist: the issuer and the verifier make them with the same initialiser.
package struct HealthClaims: Hashable, Sendable {
  /// Claim 1, `iss`.
  package let issuer: IssuerIdentifier
  /// Claim 6, `iat`.
  package let issuedAt: Timestamp
  /// Claim 5, `nbf`: only when later than `issuedAt`.
  package let notBefore: Timestamp?
  /// Claim 4, `exp`: valid while the clock is before it.
  package let expires: Timestamp
  /// Claim 7, `cti`: with the key id it names the code permanently; also its index in the key's status list.
  package let codeIndex: UInt32
  /// The colour.
  package let status: HealthStatus
  /// The person, where the issuer names one.
  package let holder: Holder?
  /// At most eight facts, in the issuer's order.
  package let evidence: [Evidence]
  /// Yellow and red have one, green has none.
  package let justification: Justification?
  /// What the holder of a green code is, in ascending order, at most three.
  package let categories: [HolderCategory]

  /// Refuses claims that break rules 11c to 11i and 11m.
  package init(
    issuer: IssuerIdentifier, issuedAt: Timestamp, notBefore: Timestamp? = nil, expires: Timestamp,
    codeIndex: UInt32, status: HealthStatus, holder: Holder? = nil, evidence: [Evidence] = [],
    justification: Justification? = nil, categories: [HolderCategory] = []
  ) throws(MalformedCode) {
    try Self.check(issuedAt: issuedAt, notBefore: notBefore, expires: expires)
    guard expires.seconds - issuedAt.seconds <= status.maximumValidity else {
      throw MalformedCode(
        .validityTooLong,
        "\(status) is valid for at most \(status.maximumValidity / 86_400) days")
    }
    guard evidence.count <= 8 else {
      throw MalformedCode(.malformedEvidence, "more than 8 pieces of evidence")
    }
    for item in evidence { try item.check() }
    guard evidence.count(where: { $0.kind == .itinerary }) <= 1 else {
      throw MalformedCode(.malformedEvidence, "more than one itinerary")
    }
    switch (status, justification) {
    case (.green, .some):
      throw MalformedCode(.unexpectedReason, "green carries a reason, an authority or a salt")
    case (.yellow, nil), (.red, nil):
      throw MalformedCode(.unjustifiedStatus, "\(status) without reason, authority and salt")
    default: break
    }
    guard categories.isEmpty || status == .green else {
      throw MalformedCode(.unexpectedCategory, "\(status) carries a category")
    }
    guard categories.count <= HolderCategory.most else {
      throw MalformedCode(.malformedHealth, "more than \(HolderCategory.most) categories")
    }
    guard categories.isStrictlyAscending({ $0 < $1 }) else {
      throw MalformedCode(.malformedHealth, "a category that is given twice, or out of order")
    }
    self.issuer = issuer
    self.issuedAt = issuedAt
    self.notBefore = notBefore
    self.expires = expires
    self.codeIndex = codeIndex
    self.status = status
    self.holder = holder
    self.evidence = evidence
    self.justification = justification
    self.categories = categories
  }

  /// Rule 11c, of times that are in range.
  static func check(
    issuedAt: Timestamp, notBefore: Timestamp?, expires: Timestamp
  ) throws(MalformedCode) {
    guard issuedAt < expires else {
      throw MalformedCode(.malformedTime, "it expires at or before its issue")
    }
    guard let notBefore else { return }
    guard issuedAt < notBefore, notBefore < expires else {
      throw MalformedCode(.malformedTime, "'not before' is not between issue and expiry")
    }
    guard notBefore.seconds - issuedAt.seconds <= LongestLife.waitForStart else {
      throw MalformedCode(
        .malformedTime,
        "'not before' is more than \(LongestLife.waitForStart / 86_400) days after the issue")
    }
  }

  /// When it begins to count: the later of issue and 'not before'.
  package var begins: Timestamp { notBefore ?? issuedAt }

  /// The claims, if an issuer may sign them: its name shows something, and nobody was born after the code's issue or after a piece of evidence. Verifiers do not ask.
  package func checkedForIssue() throws(MalformedCode) -> HealthClaims {
    if let name = holder?.name, let fault = HealthText.fault(inNewName: name) {
      throw MalformedCode(.malformedHolder, "the name \(fault)")
    }
    guard let birthDate = holder?.birthDate else { return self }
    try birthDate.check(before: issuedAt, "the issue of the code")
    for item in evidence {
      let time = item.age.time(issuedAt: issuedAt)
      try birthDate.check(before: time, "the evidence of \(time.rfc3339.prefix(10))")
    }
    return self
  }
}
