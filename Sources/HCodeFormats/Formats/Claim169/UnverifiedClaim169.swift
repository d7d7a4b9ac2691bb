import HCodeBase
import HCodeCore

/// An identity with an unverified signature. Of its payload only the issuer is looked at before the signature holds.
struct UnverifiedClaim169: UnverifiedForeignCertificate {
  /// The keys of the claims (RFC 8392 §3.1; IANA's registry).
  private enum Claim: Int64 {
    case issuer = 1
    case expires = 4
    case notBefore = 5
    case issuedAt = 6
    case identity = 169
  }

  /// The number of the claim that makes a token an identity.
  static let identityClaim = Claim.identity.rawValue

  private let message: COSESign1
  private let algorithm: Int64
  private let keyIdentifier: [UInt8]?
  private let payload: CBORMembers
  private let unverifiedIssuer: String

  /// Reads a message.
  init(_ bytes: [UInt8]) throws(ForeignFailure) {
    let read = try COSEForeignMessage(
      bytes,
      encrypted: .undecided(
        .unsupported, detail: "an encrypted identity, which only the office that made it can read"))
    message = read.signed
    guard let algorithm = read.protected.algorithm, Claim169Key.algorithms.contains(algorithm)
    else {
      throw .forged(
        .wrongAlgorithm, "the protected header names neither EdDSA, ES256, PS256 nor RS256")
    }
    self.algorithm = algorithm
    keyIdentifier = read.protected.keyIdentifier ?? read.unprotected.keyIdentifier
    let claims: CBORValue
    do { claims = try CBORDecoder.decode(message.payload, limits: .foreign) } catch {
      throw .forged(error.reason(.malformedStructure), "the payload is no CBOR: \(error)")
    }
    guard let payload = CBORMembers(claims) else {
      throw .forged(.malformedClaims, "the claims are no map")
    }
    guard let issuer = payload[Claim.issuer]?.textString, !issuer.isEmpty else {
      throw .forged(.malformedClaims, "claim 1, the issuer, is missing")
    }
    self.payload = payload
    unverifiedIssuer = issuer
  }

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    // Without a key id each key of the issuer may have signed.
    let name = ForeignKeyName(.claim169, issuer: unverifiedIssuer, identifier: keyIdentifier ?? [])
    let signed = COSESign1.signatureStructure(
      protected: message.protected, payload: message.payload)
    let keys = try trust.records(name).compactMap { record in
      record.parsed(Claim169Key.init).map { (record: record, key: $0) }
    }
    guard !keys.isEmpty else {
      throw try trust.unknownSigner(of: unverifiedIssuer, .claim169, key: "of that id")
    }
    guard
      let record = keys.first(where: {
        $0.key.verifies(signature: message.signature, message: signed, algorithm: algorithm)
      })?.record
    else { throw .notSigned }
    let statement = try ForeignFailure.malformed { () throws(MalformedCode) in
      try unverifiedStatement()
    }
    var refusals: [VerdictReason] = []
    let begins = statement.notBefore ?? statement.issuedAt ?? now
    if now.advanced(bySeconds: Timestamp.clockTolerance) < begins { refusals.append(.notYetValid) }
    if let expires = statement.expires, now >= expires { refusals.append(.expired) }
    return GenuineForeignCertificate(
      statement: statement, record: record, keyName: name, refusals: refusals)
  }

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    guard let identity = CBORMembers(payload[Claim.identity]) else {
      throw MalformedCode(.malformedClaims, "claim 169, the identity, is missing or no map")
    }
    var statement = try Claim169Identity(identity).statement
    statement.issuer = unverifiedIssuer
    statement.issuedAt = try time(.issuedAt)
    statement.notBefore = try time(.notBefore)
    statement.expires = try time(.expires)
    return statement
  }

  /// NumericDate (RFC 8392 §2). A fraction is cut off, so that it makes nothing last longer.
  private func time(_ claim: Claim) throws(MalformedCode) -> Timestamp? {
    guard let value = payload[claim] else { return nil }
    let seconds = value.integer ?? value.number.flatMap { Int64(exactly: $0.rounded(.down)) }
    guard let time = seconds.flatMap({ Timestamp(seconds: $0) }) else {
      throw MalformedCode(.malformedClaims, "claim \(claim.rawValue) is no time")
    }
    return time
  }
}
