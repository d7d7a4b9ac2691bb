import HCodeBase
import HCodeCore

/// An HCERT with an unverified signature. Its payload is not decoded before the signature holds.
struct UnverifiedHCERT: UnverifiedForeignCertificate {
  /// A signer of the certificate, and the record that it comes from.
  private typealias Signer = (name: ForeignKeyName, record: ForeignRecord, signer: HCERTSigner)

  let message: COSESign1
  let algorithm: SignatureAlgorithm
  /// The ids under which its key may be listed: eight bytes, or their Base64 as text, which issuers of the WHO's
  /// network write.
  let keyIdentifiers: [[UInt8]]

  /// Reads a message.
  init(_ bytes: [UInt8]) throws(ForeignFailure) {
    let read = try COSEForeignMessage(bytes)
    message = read.signed
    switch read.protected.algorithm ?? read.unprotected.algorithm {
    case -7: algorithm = .es256
    case -37: algorithm = .ps256
    default:
      throw .forged(.wrongAlgorithm, "the algorithm is neither -7, ES256, nor -37, PS256")
    }
    guard let identifier = read.protected.keyIdentifier ?? read.unprotected.keyIdentifier else {
      throw .forged(.malformedHeader, "no header names a key")
    }
    keyIdentifiers = [identifier] + Self.inBase64(identifier)
  }

  private static func inBase64(_ identifier: [UInt8]) -> [[UInt8]] {
    guard identifier.count == 12,
      let bytes = Base64.decode(String(decoding: identifier, as: UTF8.self)),
      bytes.count == 8
    else { return [] }
    return [bytes]
  }

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    try HCERTClaims(payload: message.payload).statement(signer: nil)
  }

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    var candidates: [(name: ForeignKeyName, record: ForeignRecord)] = []
    for identifier in keyIdentifiers {
      for format in [CertificateFormat.dcc, .gdhcn] {
        let name = ForeignKeyName(format, identifier: identifier)
        candidates += try trust.records(name).map { (name, $0) }
      }
    }
    guard let first = keyIdentifiers.first, !candidates.isEmpty else {
      let id = keyIdentifiers.first.map(Hex.encode) ?? ""
      throw .undecided(.unknownIssuer, detail: "no trusted key has the id \(id)")
    }
    let signed = COSESign1.signatureStructure(
      protected: message.protected, payload: message.payload)
    // Several signers may share an id, and several lists may name one signer.
    var signers: [Signer] = []
    for (name, record) in candidates {
      guard let signer = record.parsed(HCERTSigner.init) else { continue }
      let isKnown = signers.contains {
        $0.signer.key.subjectPublicKeyInfo == signer.key.subjectPublicKeyInfo
      }
      guard
        isKnown
          || signer.key.verifies(
            signature: message.signature, message: signed, algorithm: algorithm)
      else { continue }
      signers.append((name, record, signer))
    }
    guard let one = signers.first else {
      throw .forged(.badSignature, "the signature is not that of key \(Hex.encode(first))")
    }
    let claims = try ForeignFailure.malformed { () throws(MalformedCode) in
      try HCERTClaims(payload: message.payload)
    }
    // Pick the signer with the fewest refusals; revocation applies whichever is picked.
    var best = try judge(claims, by: one, at: now)
    for other in signers.dropFirst() {
      let genuine = try judge(claims, by: other, at: now)
      if genuine.refusals.count < best.refusals.count { best = genuine }
    }
    guard claims.kind != .healthLink else {
      throw .undecided(
        .unsupported,
        detail: "genuine, but a Verifiable Health Link: what it names lies on a server")
    }
    if claims.kind == .dcc {
      let (isRevoked, missing) = try RevocationBatch.judgement(
        on: self, claims, by: signers.map { ($0.name, $0.signer) }, trust, at: now)
      if isRevoked { best.refusals.append(.revoked) }
      best.missing = missing
    }
    return best
  }

  private func judge(
    _ claims: HCERTClaims, by signer: Signer, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    let (name, record, signer) = signer
    let statement = try ForeignFailure.malformed { () throws(MalformedCode) in
      try claims.statement(signer: signer)
    }
    var refusals: [VerdictReason] = []
    // The last second counts (HCERT 1.0.8 §3.3.3: not after it).
    if now > claims.expires { refusals.append(.expired) }
    let tolerant = now.advanced(bySeconds: Timestamp.clockTolerance)
    if tolerant < claims.notBefore ?? claims.issuedAt || tolerant < signer.notBefore ?? now {
      refusals.append(.notYetValid)
    }
    // The issue lies within the certificate's validity (HCERT 1.0.8 §3.3.6).
    if let first = signer.notBefore, claims.issuedAt < first { refusals.append(.beforeKey) }
    if let end = signer.notAfter, now > end || claims.issuedAt > end {
      refusals.append(.keyExpired)
    }
    if !signer.mayVouchFor(claims, heldFor: name.format) { refusals.append(.keyUsage) }
    if !claims.isAcceptable(statement) { refusals.append(.policy) }
    return GenuineForeignCertificate(
      statement: statement, record: record, keyName: name, refusals: refusals)
  }
}
