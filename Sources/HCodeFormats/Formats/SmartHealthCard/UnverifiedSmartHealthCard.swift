import HCodeBase

/// A card with an unverified signature.
struct UnverifiedSmartHealthCard: UnverifiedForeignCertificate {
  /// The most bytes that the payload inflates to, and how deep it may be: real cards need 30 kB and a depth of 12.
  static let maximumPayload = 1 << 20
  static let maximumDepth = 32

  private let jws: JWSCompact
  private let signature: [UInt8]
  private let keyIdentifier: [UInt8]
  private let claims: JSONFields
  private let unverifiedIssuer: String

  init(_ text: ArraySlice<UInt8>) throws(ForeignFailure) {
    do throws(MalformedCode) {
      jws = try JWSCompact(text)
      keyIdentifier = try Self.keyIdentifier(jws.headerMembers())
      guard !jws.payload.isEmpty, !jws.signature.isEmpty else {
        throw MalformedCode(.malformedStructure, "the payload or the signature is empty")
      }
      signature = try JWSCompact.bytes(jws.signature, "signature")
      claims = try Self.claims(JWSCompact.bytes(jws.payload, "payload"))
      guard let issuer = claims["iss"]?.string else {
        throw MalformedCode(.malformedClaims, "iss is missing or no text")
      }
      unverifiedIssuer = issuer
    } catch { throw .forged(error) }
  }

  private static func keyIdentifier(
    _ header: JSONFields
  ) throws(MalformedCode) -> [UInt8] {
    guard header["alg"]?.string == "ES256" else {
      throw MalformedCode(.wrongAlgorithm, "alg is not ES256")
    }
    guard header["zip"]?.string == "DEF" else {
      throw MalformedCode(.malformedHeader, "zip is not DEF")
    }
    guard header["crit"] == nil else {
      throw MalformedCode(.malformedHeader, "crit asks for what is not known here")
    }
    guard let identifier = header["kid"]?.string, !identifier.isEmpty else {
      throw MalformedCode(.malformedHeader, "kid is missing or no text")
    }
    return Array(identifier.utf8)
  }

  private static func claims(_ payload: [UInt8]) throws(MalformedCode) -> JSONFields {
    let bytes: [UInt8]
    do { bytes = try Zlib.inflate(payload, wrapper: .none, limit: maximumPayload) } catch {
      throw MalformedCode(
        error == .tooLarge ? .tooLarge : .malformedEncoding, "the payload is no DEFLATE: \(error)")
    }
    let value: JSONValue
    do { value = try JSONValue(bytes, maximumDepth: maximumDepth) } catch {
      throw MalformedCode(error.reason(.malformedStructure), "the payload is no JSON: \(error)")
    }
    guard let claims = value.object else {
      throw MalformedCode(.malformedStructure, "the payload is no object")
    }
    return claims
  }

  var isSignatureCut: Bool { signature.count < 64 }

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    let name = ForeignKeyName(.shc, issuer: unverifiedIssuer, identifier: keyIdentifier)
    var keys: [(record: ForeignRecord, key: SmartHealthCardKey)] = []
    for record in try trust.records(name) {
      if let key = SmartHealthCardKey(record.content) { keys.append((record, key)) }
    }
    guard !keys.isEmpty else {
      throw try trust.unknownSigner(of: unverifiedIssuer, .shc, key: "of that id")
    }
    let signed = jws.signingInput
    guard
      let (record, key) = keys.first(where: {
        $0.key.key.verifies(signature: signature, message: signed, algorithm: .es256)
      })
    else { throw .notSigned }
    let content = try ForeignFailure.malformed { () throws(MalformedCode) in
      try SmartHealthCardClaims(claims)
    }
    var genuine = GenuineForeignCertificate(
      statement: content.statement, record: record, keyName: name, issuerName: key.issuerName)
    let revocation = SmartHealthCardRevocation(trust, issuer: unverifiedIssuer, keyIdentifier)
    if try revocation.revokes(content) { genuine.refusals.append(.revoked) }
    genuine.refusals += content.timeRefusals(at: now)
    // All records are of one key, since its kid is its thumbprint. An older directory that asks for less takes nothing
    // back.
    let wanted = keys.compactMap(\.key.revocationListVersion).max()
    genuine.missing = try revocation.missing(of: wanted, at: now)
    return genuine
  }

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    try SmartHealthCardClaims(claims).statement
  }
}
