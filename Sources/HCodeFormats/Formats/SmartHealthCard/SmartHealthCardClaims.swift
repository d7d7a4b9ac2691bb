import HCodeBase

/// The claims of a card in the framework's shape.
struct SmartHealthCardClaims {
  /// `vc.rid`, by which it can be revoked.
  let revocationIdentifier: String?
  /// From when it is valid, to the fraction of a second.
  let notBefore: DecimalNumber
  private let expires: DecimalNumber?
  /// What it states.
  let statement: ForeignStatement

  init(_ claims: JSONFields) throws(MalformedCode) {
    guard let notBefore = Self.number(claims["nbf"]) else {
      throw MalformedCode(.malformedClaims, "nbf is missing or no number")
    }
    self.notBefore = notBefore
    expires = Self.number(claims["exp"])
    guard expires != nil || claims["exp"] == nil else {
      throw MalformedCode(.malformedClaims, "exp is no number")
    }
    guard let credential = claims["vc"]?.object, let types = credential["type"]?.array,
      types.contains(.string("https://smarthealth.cards#health-card"))
    else { throw MalformedCode(.malformedClaims, "vc is no health card by its type") }
    guard let subject = credential["credentialSubject"]?.object,
      subject["fhirVersion"]?.string != nil, let bundle = subject["fhirBundle"]?.object,
      bundle["resourceType"]?.string == "Bundle"
    else { throw MalformedCode(.malformedClaims, "credentialSubject holds no FHIR bundle") }
    revocationIdentifier = credential["rid"]?.string
    if credential["rid"] != nil {
      guard let identifier = revocationIdentifier, Self.isRevocationIdentifier(identifier.utf8)
      else { throw MalformedCode(.malformedClaims, "rid is not 1 to 24 characters of base64url") }
    }
    var statement = ForeignStatement(.shc)
    statement.issuer = claims["iss"]?.string
    statement.identifier = revocationIdentifier
    statement.issuedAt = notBefore.timestamp
    statement.notBefore = notBefore.timestamp
    statement.expires = expires?.timestamp
    FHIRBundle(bundle).state(in: &statement)
    self.statement = statement
  }

  /// Reasons to refuse it at that time. It is valid at both of its ends.
  func timeRefusals(at now: Timestamp) -> [VerdictReason] {
    let tolerant = DecimalNumber(now.advanced(bySeconds: Timestamp.clockTolerance).seconds)
    var reasons: [VerdictReason] = []
    if tolerant < notBefore { reasons.append(.notYetValid) }
    if let expires, expires < DecimalNumber(now.seconds) { reasons.append(.expired) }
    return reasons
  }

  /// Whether a text can name a card in a revocation list.
  static func isRevocationIdentifier(_ text: some Collection<UInt8>) -> Bool {
    (1...24).contains(text.count)
      && text.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
      }
  }

  private static func number(_ value: JSONValue?) -> DecimalNumber? {
    if case .number(let text)? = value { DecimalNumber(text) } else { nil }
  }
}
