package import HCodeBase

extension HealthClaims {
  /// Reads a payload: after its signature was verified, or to show it without trust (docs/format.md, rules 11a to 11i and 11m, in that order).
  /// The closure says of the stated issuer whether the key may sign in its name (rule 11b).
  package init(
    payload bytes: [UInt8], isKeyOf: (IssuerIdentifier) -> Bool
  ) throws(MalformedCode) {
    let value = try MalformedCode.strictCBOR(bytes, "payload")
    guard case .map(let pairs) = value else {
      throw MalformedCode(.malformedClaims, "the payload is no map")
    }
    let claims = try MalformedCode.members(
      pairs, keys: Key.self, .malformedClaims, "claim")
    guard let issuerText = claims[.issuer]?.textString, let issuer = IssuerIdentifier(issuerText)
    else {
      throw MalformedCode(.malformedClaims, "claim 1, the issuer, is missing or no identifier")
    }
    let expiresSeconds = try Self.integer(claims[.expires], "4, the expiry")
    let issuedSeconds = try Self.integer(claims[.issuedAt], "6, the time of issue")
    let notBeforeSeconds = try claims[.notBefore].map { value throws(MalformedCode) in
      try Self.integer(value, "5, 'not before'")
    }
    guard let codeID = claims[.codeID]?.byteString else {
      throw MalformedCode(.malformedClaims, "claim 7, the code id, is missing or no byte string")
    }
    guard case .map(let health)? = claims[.health] else {
      throw MalformedCode(.malformedClaims, "claim -65537, the health map, is missing or no map")
    }
    guard isKeyOf(issuer) else {
      throw MalformedCode(.issuerMismatch, "the key belongs to another issuer, not to \(issuer)")
    }
    let times = try Self.times(
      issued: issuedSeconds, notBefore: notBeforeSeconds, expires: expiresSeconds)
    let statement = try HealthStatement(
      health, validity: times.expires.seconds - times.issued.seconds, codeID: codeID)
    try self.init(
      issuer: issuer, issuedAt: times.issued, notBefore: times.notBefore, expires: times.expires,
      codeIndex: statement.codeIndex, status: statement.status, holder: statement.holder,
      evidence: statement.evidence, justification: statement.justification,
      categories: statement.categories)
  }

  private static func integer(_ value: CBORValue?, _ claim: String) throws(MalformedCode)
    -> CBORValue
  {
    switch value {
    case .unsigned(let number)?: return .unsigned(number)
    case .negative(let number)?: return .negative(number)
    default: throw MalformedCode(.malformedClaims, "claim \(claim), is missing or no integer")
    }
  }

  /// Rule 11c.
  private static func times(
    issued: CBORValue, notBefore: CBORValue?, expires: CBORValue
  ) throws(MalformedCode) -> (issued: Timestamp, notBefore: Timestamp?, expires: Timestamp) {
    func time(_ value: CBORValue) throws(MalformedCode) -> Timestamp {
      guard let time = value.integer.flatMap({ Timestamp(seconds: $0) }) else {
        throw MalformedCode(.malformedTime, "a time outside the years 1970 to 9999")
      }
      return time
    }
    let issued = try time(issued)
    let expires = try time(expires)
    let notBefore = try notBefore.map { value throws(MalformedCode) in try time(value) }
    try check(issuedAt: issued, notBefore: notBefore, expires: expires)
    return (issued, notBefore, expires)
  }
}

/// The members of a health map that was read (rules 11d to 11i and 11m).
private struct HealthStatement {
  var codeIndex: UInt32
  var status: HealthStatus
  var holder: Holder?
  var evidence: [Evidence]
  var justification: Justification?
  var categories: [HolderCategory] = []

  init(
    _ pairs: [(key: CBORValue, value: CBORValue)], validity: Int64, codeID: [UInt8]
  ) throws(MalformedCode) {
    // The longest validity depends on the colour, so rule 11d reads the colour early. A bad colour is reported later,
    // in the order of the rules.
    let status = CBORValue.integer(HealthClaims.HealthKey.status.rawValue)
    let number = pairs.first { $0.key == status }?.value.integer
    let known = number.flatMap { UInt8(exactly: $0) }.flatMap { HealthStatus(rawValue: $0) }
    guard validity <= (known ?? .green).maximumValidity else {
      throw MalformedCode(.validityTooLong, "it is valid for too long")
    }
    codeIndex = try Self.index(codeID)
    let members = try MalformedCode.members(
      pairs, keys: HealthClaims.HealthKey.self, .malformedHealth, "member of the health map")
    guard members[.status] != nil else { throw MalformedCode(.malformedHealth, "no status") }
    guard let known else { throw MalformedCode(.unknownStatus, "the status is not 0, 1 or 2") }
    self.status = known
    holder = try members[.holder].map { value throws(MalformedCode) in try Holder(value) }
    evidence = try Self.evidence(members[.evidence])
    justification = try Self.justification(members, status: known)
    if let value = members[.category] {
      guard known == .green else {
        throw MalformedCode(.unexpectedCategory, "\(known) carries a category")
      }
      categories = try HolderCategory.stated(in: value)
    }
  }

  private static func index(_ codeID: [UInt8]) throws(MalformedCode) -> UInt32 {
    guard (1...4).contains(codeID.count), codeID.count == 1 || codeID.first != 0 else {
      throw MalformedCode(.malformedCodeID, "the code id is not the shortest form of an index")
    }
    return UInt32(bigEndianBytes: codeID)
  }

  private static func evidence(_ value: CBORValue?) throws(MalformedCode) -> [Evidence] {
    guard let value else { return [] }
    guard case .array(let items) = value, (1...8).contains(items.count) else {
      throw MalformedCode(.malformedEvidence, "the evidence is not an array of 1 to 8")
    }
    var evidence: [Evidence] = []
    for item in items { evidence.append(try Evidence(item)) }
    return evidence
  }

  private static func justification(
    _ members: KeyedMembers<HealthClaims.HealthKey>, status: HealthStatus
  ) throws(MalformedCode) -> Justification? {
    if status == .green {
      guard members[.reason] == nil, members[.authority] == nil, members[.salt] == nil else {
        throw MalformedCode(.unexpectedReason, "green carries a reason, an authority or a salt")
      }
      return nil
    }
    guard case .unsigned(let number)? = members[.reason],
      let authority = members[.authority]?.textString, let salt = members[.salt]?.byteString
    else {
      throw MalformedCode(.unjustifiedStatus, "\(status) without reason, authority and salt")
    }
    guard let reason = StatusReason(rawValue: number) else {
      throw MalformedCode(.unknownReason, "reason \(number) is not in the list")
    }
    return try Justification(reason: reason, authority: authority, salt: salt)
  }
}

extension Holder {
  fileprivate init(_ value: CBORValue) throws(MalformedCode) {
    guard case .map(let pairs) = value else {
      throw MalformedCode(.malformedHolder, "the holder is no map")
    }
    let members = try MalformedCode.members(
      pairs, keys: Key.self, .malformedHolder, "member of the holder")
    var birthDate: BirthDate?
    if let value = members[.birthDate] {
      guard case .unsigned(let digits) = value, let date = BirthDate(digits: digits) else {
        throw MalformedCode(.malformedHolder, "the birth date is no date")
      }
      birthDate = date
    }
    try self.init(
      name: try Self.text(members[.name]), latinName: try Self.text(members[.latinName]),
      birthDate: birthDate,
      documentTail: try Self.text(members[.documentTail]))
  }

  private static func text(_ value: CBORValue?) throws(MalformedCode) -> String? {
    guard let value else { return nil }
    guard let text = value.textString else {
      throw MalformedCode(.malformedHolder, "a name or document tail is no text")
    }
    return text
  }
}

extension Evidence {
  fileprivate init(_ value: CBORValue) throws(MalformedCode) {
    let malformed = MalformedCode(.malformedEvidence, "a piece of evidence is not of a known shape")
    guard case .array(let parts) = value else { throw malformed }
    if case .unsigned(EvidenceKind.itinerary.rawValue)? = parts.first {
      guard parts.count > 2, case .unsigned(let minutes) = parts[1],
        let age = EvidenceAge(minutes: minutes)
      else { throw malformed }
      self = .itinerary(try Itinerary(parts.dropFirst(2)), age: age)
      return
    }
    let numbers = parts.prefix { if case .unsigned = $0 { true } else { false } }.compactMap {
      $0.integer.map { UInt64($0) }
    }
    let texts = parts.dropFirst(numbers.count).compactMap(\.textString)
    guard numbers.count + texts.count == parts.count, numbers.count >= 2,
      let kind = EvidenceKind(rawValue: numbers[0]), let age = EvidenceAge(minutes: numbers[1]),
      texts.count <= (kind.family.hasProduct ? 2 : 1)
    else { throw malformed }
    let details: Details
    switch (kind.family.shape, numbers.count) {
    case (.result, 3):
      guard let result = TestResult(rawValue: numbers[2]) else { throw malformed }
      details = .result(result)
    case (.doses, 4): details = .doses(numbers[2], of: numbers[3])
    case (.timeOnly, 2): details = .timeOnly
    default: throw malformed
    }
    self.init(
      kind, details, age: age, place: texts.first, product: texts.dropFirst().first)
    try check()
  }
}

extension MalformedCode {
  /// Decodes bytes of the native format by rules 4 and 5.
  static func strictCBOR(_ bytes: [UInt8], _ what: String) throws(MalformedCode) -> CBORValue {
    let value: CBORValue
    do {
      value = try CBORDecoder.decode(bytes, limits: .native)
    } catch {
      throw MalformedCode(.malformedCBOR, "the \(what) is not well-formed CBOR: \(error)")
    }
    guard value.isDeterministic(bytes) else {
      throw MalformedCode(.notDeterministic, "the \(what) is not in its one deterministic spelling")
    }
    return value
  }

  /// Reads a map with named integer keys, which are distinct already (rule 5).
  static func members<Key: RawRepresentable<Int64>>(
    _ pairs: [(key: CBORValue, value: CBORValue)], keys: Key.Type, _ reason: VerdictReason,
    _ what: String
  ) throws(MalformedCode) -> KeyedMembers<Key> {
    for (key, _) in pairs {
      guard let number = key.integer, Key(rawValue: number) != nil else {
        throw MalformedCode(reason, "an unknown \(what)")
      }
    }
    return KeyedMembers(pairs: pairs)
  }
}
