import HCodeBase
import HCodeCore

/// A pass with an unverified signature.
struct UnverifiedNZCovidPass: UnverifiedForeignCertificate {
  /// The keys of the claims (RFC 8392 §3.1).
  private enum Claim: Int64 {
    case issuer = 1
    case expires = 4
    case notBefore = 5
    case identifier = 7
  }

  private let message: COSESign1
  private let keyIdentifier: [UInt8]
  private let payload: CBORValue
  private let unverifiedIssuer: String

  init(_ bytes: [UInt8]) throws(ForeignFailure) {
    let value: CBORValue
    do { value = try CBORDecoder.decode(bytes, limits: .foreign) } catch {
      throw .forged(error.reason(.malformedStructure), "no CBOR: \(error)")
    }
    guard let message = COSESign1(value) else {
      throw .forged(.malformedStructure, "it is no COSE_Sign1 under tag 18")
    }
    self.message = message
    let header = try ForeignFailure.malformed { () throws(MalformedCode) in
      try COSEForeignHeader(encoded: message.protected)
    }
    guard header.algorithm == -7 else {
      throw .forged(.wrongAlgorithm, "the algorithm is not -7, ES256")
    }
    guard let keyIdentifier = header.keyIdentifier else {
      throw .forged(.malformedHeader, "the protected header names no key")
    }
    self.keyIdentifier = keyIdentifier
    do { payload = try CBORDecoder.decode(message.payload, limits: .foreign) } catch {
      throw .forged(error.reason(.malformedStructure), "the payload is no CBOR: \(error)")
    }
    guard let claims = CBORMembers(payload), let issuer = claims[Claim.issuer]?.textString else {
      throw .forged(.malformedClaims, "claim 1, the issuer, is missing")
    }
    unverifiedIssuer = issuer
  }

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    let name = ForeignKeyName(.nzcp, issuer: unverifiedIssuer, identifier: keyIdentifier)
    let signed = COSESign1.signatureStructure(
      protected: message.protected, payload: message.payload)
    let record = try trust.signer(
      named: name,
      unknown: try trust.unknownSigner(of: unverifiedIssuer, .nzcp, key: "of that id")
    ) { $0.verifies(signature: message.signature, message: signed, algorithm: .es256) }
    let statement = try ForeignFailure.malformed { () throws(MalformedCode) in
      try unverifiedStatement()
    }
    var refusals: [VerdictReason] = []
    if let notBefore = statement.notBefore,
      now.advanced(bySeconds: Timestamp.clockTolerance) < notBefore
    {
      refusals.append(.notYetValid)
    }
    if let expires = statement.expires, now >= expires { refusals.append(.expired) }
    return GenuineForeignCertificate(
      statement: statement, record: record, keyName: name, refusals: refusals)
  }

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    func time(_ value: CBORValue?) -> Timestamp? {
      value?.integer.flatMap { Timestamp(seconds: $0) }
    }
    guard let claims = CBORMembers(payload), let notBefore = time(claims[Claim.notBefore]),
      let expires = time(claims[Claim.expires])
    else { throw MalformedCode(.malformedClaims, "claims 4 and 5, the validity, are no times") }
    guard let identifier = claims[Claim.identifier]?.byteString, identifier.count == 16 else {
      throw MalformedCode(.malformedClaims, "claim 7, the id, is not 16 bytes")
    }
    guard let credential = CBORMembers(claims["vc"]),
      case .array(let contexts)? = credential["@context"],
      contexts.first?.textString == "https://www.w3.org/2018/credentials/v1",
      credential["version"]?.textString == "1.0.0",
      credential["type"] == .array([.text("VerifiableCredential"), .text("PublicCovidPass")])
    else {
      throw MalformedCode(.malformedClaims, "claim vc is no PublicCovidPass of version 1.0.0")
    }
    guard let subject = CBORMembers(credential["credentialSubject"]),
      let given = subject["givenName"]?.textString, (1...100).contains(given.unicodeScalars.count),
      let birth = subject["dob"]?.textString, CalendarDate(iso8601: birth) != nil
    else { throw MalformedCode(.malformedClaims, "the subject has no givenName or dob") }
    var family: String?
    if let value = subject["familyName"] {
      guard let text = value.textString, (1...100).contains(text.unicodeScalars.count) else {
        throw MalformedCode(.malformedClaims, "familyName is not 1 to 100 characters")
      }
      family = text
    }
    var statement = ForeignStatement(.nzcp)
    statement.issuer = unverifiedIssuer
    statement.country = "NZ"
    statement.identifier = Self.uuid(identifier)
    statement.notBefore = notBefore
    statement.expires = expires
    statement.holder.name = [given, family].compactMap { $0 }.joined(separator: " ")
    statement.holder.birthDate = birth
    return statement
  }

  /// RFC 4122 §3.
  private static func uuid(_ bytes: [UInt8]) -> String {
    let digits = Array(Hex.encode(bytes))
    let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
    return "urn:uuid:" + groups.joined(separator: "-")
  }
}
