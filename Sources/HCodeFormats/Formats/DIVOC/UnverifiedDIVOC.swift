import HCodeBase

/// A certificate with an unverified signature.
struct UnverifiedDIVOC: UnverifiedForeignCertificate {
  private let document: JSONFields
  private let proof: JSONFields
  private let jws: JWSCompact
  private let signature: [UInt8]
  private let algorithm: String
  private let unverifiedIssuer: String
  private let unverifiedMethod: String

  init(_ bytes: [UInt8]) throws(ForeignFailure) {
    do throws(MalformedCode) {
      let value: JSONValue
      do { value = try JSONValue(bytes) } catch {
        throw MalformedCode(error.reason(.malformedStructure), "no JSON: \(error)")
      }
      guard var document = value.object, let proof = document["proof"]?.object else {
        throw MalformedCode(.malformedStructure, "no JSON object with a proof")
      }
      document["proof"] = nil
      self.document = document
      self.proof = proof
      jws = try JWSCompact(Array((proof["jws"]?.string ?? "").utf8)[...])
      let header = try jws.headerMembers()
      guard header["b64"] == .boolean(false), header["crit"] == .array([.string("b64")]) else {
        throw MalformedCode(.malformedHeader, "b64 is not false, or crit not exactly that")
      }
      guard let algorithm = header["alg"]?.string else {
        throw MalformedCode(.wrongAlgorithm, "the header names no algorithm")
      }
      self.algorithm = algorithm
      guard jws.payload.isEmpty else {
        throw MalformedCode(.malformedStructure, "the signature has a payload of its own")
      }
      signature = try JWSCompact.bytes(jws.signature, "signature")
      guard let issuer = document["issuer"]?.string,
        let method = proof["verificationMethod"]?.string
      else {
        throw MalformedCode(.malformedClaims, "issuer or verificationMethod is missing or no text")
      }
      unverifiedIssuer = issuer
      unverifiedMethod = method
      guard proof["proofPurpose"]?.string == "assertionMethod" else {
        throw MalformedCode(.malformedClaims, "the proof is for another purpose than asserting")
      }
    } catch { throw .forged(error) }
    guard document["@context"] == .array(DIVOC.contextNames.map { .string($0) }) else {
      throw .undecided(.unsupported, detail: "its contexts are not the two that are held here")
    }
  }

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    let name = DIVOC.keyName(unverifiedIssuer, unverifiedMethod)
    let records = try trust.records(name)
    guard !records.isEmpty else {
      throw try trust.unknownSigner(of: unverifiedIssuer, .divoc, key: unverifiedMethod)
    }
    let keys = records.compactMap { record in
      record.content.byteString.flatMap { DIVOCKey($0) }.map { (record, $0) }
    }.filter { $0.1.algorithm == algorithm && .string($0.1.proofType) == proof["type"] }
    guard !keys.isEmpty else {
      throw .forged(.wrongAlgorithm, "\(algorithm) is not what the key is for")
    }
    let content: DIVOCContent
    let signed: [UInt8]
    do {
      content = try DIVOCContent(document)
      signed = try message(content)
    } catch { throw .undecided(.unsupported, detail: Self.detail(error)) }
    guard
      let (record, _) = keys.first(where: {
        $0.1.verifies(signature: signature, message: signed)
      })
    else { throw .notSigned }
    let statement = try ForeignFailure.malformed { () throws(MalformedCode) in
      try content.statement(issuer: unverifiedIssuer)
    }
    var genuine = GenuineForeignCertificate(statement: statement, record: record, keyName: name)
    for number in content.numbers {
      let isRevoked = try !trust.records(DIVOC.revocationName(number)).isEmpty
      if isRevoked { genuine.refusals = [.revoked] }
    }
    genuine.missing = try trust.missingRevocation([.revocationMark(.divoc)], at: now)
    if let notBefore = statement.notBefore,
      now.advanced(bySeconds: Timestamp.clockTolerance) < notBefore
    {
      genuine.refusals.append(.notYetValid)
    }
    if let expires = statement.expires, now >= expires { genuine.refusals.append(.expired) }
    return genuine
  }

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    let content: DIVOCContent
    do { content = try DIVOCContent(document) } catch {
      throw MalformedCode(.unsupported, error.detail)
    }
    return try content.statement(issuer: unverifiedIssuer)
  }

  /// The signed bytes: the header, and hashes of the statements of proof and document (JWS with b64 false, RFC 7797).
  private func message(_ content: DIVOCContent) throws -> [UInt8] {
    let known = ["type", "created", "verificationMethod", "proofPurpose", "jws"]
    guard proof.keys.allSatisfy({ name in known.contains { $0.isExactly(name) } }) else {
      throw LinkedDataReader.Unread(detail: "the proof has a member that is not read here")
    }
    var options = proof
    options["jws"] = nil
    options["proofPurpose"] = .string(DIVOC.assertionMethod)
    let (dataset, _) = try LinkedDataReader.read(options, DIVOC.proofContext)
    let hashes =
      try Sodium.sha256(URDNA2015.text(of: dataset))
      + Sodium.sha256(URDNA2015.text(of: content.dataset))
    return jws.header + [UInt8(ascii: ".")] + hashes
  }

  private static func detail(_ error: any Error) -> String {
    (error as? LinkedDataReader.Unread)?.detail ?? "its statements are too many or too much alike"
  }
}
