import HCodeBase
import HCodeCore

struct UnverifiedVDSNC: UnverifiedForeignCertificate {
  /// The usage that a certificate for such seals has, if it has any (Doc 9303-12).
  private static let usage = "2.23.136.1.1.14.2"

  let type: String
  let unverifiedState: String
  let message: JSONFields
  let signed: [UInt8]
  let algorithm: SignatureAlgorithm
  let signature: [UInt8]
  let certificate: X509Certificate

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    let (name, record, authority) = try trustedIssuer(by: trust, at: now)
    guard let state = record.content.array?.first?.textString else {
      throw .undecided(
        .trustUnreadable, detail: "the record of an authority is of an unknown shape")
    }
    guard state.isExactly(unverifiedState) else {
      throw .forged(
        .issuerMismatch, "it says that it is \(unverifiedState)'s, and its key is \(state)'s")
    }
    guard let key = certificate.publicKey, key.curve == algorithm.curve else {
      throw .forged(.wrongAlgorithm, "its key is not one for the algorithm that it names")
    }
    guard key.verifies(signature: signature, message: signed, algorithm: algorithm) else {
      throw .forged(.badSignature, "the signature is not that of the certificate's key")
    }
    let statement = try ForeignFailure.malformed { () throws(MalformedCode) in
      try unverifiedStatement()
    }
    var refusals: [VerdictReason] = []
    let names = authorities(authority)
    if try isRevoked(by: trust, state: state, names) { refusals.append(.revoked) }
    if !certificate.isFor(Self.usage, orUnstated: true) { refusals.append(.keyUsage) }
    let tolerant = now.advanced(bySeconds: Timestamp.clockTolerance)
    if tolerant < certificate.notBefore || authority.map({ tolerant < $0.notBefore }) ?? false {
      refusals.append(.notYetValid)
    }
    if now > certificate.notAfter || authority.map({ now > $0.notAfter }) ?? false {
      refusals.append(.keyExpired)
    }
    return GenuineForeignCertificate(
      statement: statement, record: record, keyName: name, refusals: refusals,
      missing: try missing(of: trust, names, at: now), issuerName: authority?.subjectName)
  }

  /// Who vouches for the certificate: the operator, who pinned it, or an authority of its state that signed it. One
  /// that is still valid is preferred.
  private func trustedIssuer(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> (ForeignKeyName, ForeignRecord, X509Certificate?) {
    let pin = VDSNC.pinName(certificate)
    if let pinned = try trust.records(pin).first { return (pin, pinned, nil) }
    let name =
      certificate.authorityKeyIdentifier.map { VDSNC.authorityName($0) }
      ?? VDSNC.authorityName(subject: certificate.issuer)
    let candidates = try trust.records(name)
    var ended: (ForeignKeyName, ForeignRecord, X509Certificate?)?
    for candidate in candidates {
      guard let encoded = candidate.content.array?.last?.byteString,
        let authority = X509Certificate(encoded), authority.isAuthority,
        certificate.isSigned(by: authority)
      else { continue }
      if now <= authority.notAfter { return (name, candidate, authority) }
      ended = (name, candidate, authority)
    }
    if let ended { return ended }
    guard candidates.isEmpty else {
      throw .forged(.badChain, "the authority that its certificate names did not sign it")
    }
    throw .undecided(
      .unknownIssuer, detail: "no trusted authority of \(unverifiedState) signed its certificate")
  }

  /// The names by which revocation lists may call its authority: as it does itself, and as the authority is called that signed it.
  private func authorities(_ authority: X509Certificate?) -> [[UInt8]] {
    [
      certificate.issuer, certificate.authorityKeyIdentifier, authority?.subject,
      authority?.subjectKeyIdentifier,
    ].compactMap { $0 }
  }

  /// Whether any stored list revokes it, even a list that has ended: what was revoked stays revoked.
  private func isRevoked(
    by trust: any ForeignTrust, state: String, _ authorities: [[UInt8]]
  ) throws(ForeignFailure) -> Bool {
    let serial = certificate.serialNumber
    var names = [VDSNC.revocationName(state: state, serialNumber: serial)]
    for authority in authorities {
      names.append(VDSNC.revocationName(by: authority, serialNumber: serial))
      for record in try trust.records(VDSNC.revocationListName(of: authority)) {
        guard let issuer = record.content.byteString else { continue }
        names.append(VDSNC.revocationName(byHash: issuer, serialNumber: serial))
      }
    }
    for name in names where try !trust.records(name).isEmpty { return true }
    return false
  }

  /// A stored revocation list that has ended. A list that the authority signed is complete, so any newer one of the
  /// authority replaces it.
  private func missing(
    of trust: any ForeignTrust, _ authorities: [[UInt8]], at now: Timestamp
  ) throws(ForeignFailure) -> (reason: VerdictReason, detail: String)? {
    if let missing = try trust.missingRevocation([.revocationMark(.vdsnc)], at: now) {
      return missing
    }
    var ended: ForeignSource?
    for authority in authorities {
      for record in try trust.records(VDSNC.revocationListName(of: authority)) {
        if now < record.source.expires { return nil }
        ended = record.source
      }
    }
    return ended.map {
      (.revocationMissing, "\($0.name) ended at \($0.expires.rfc3339)")
    }
  }

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    func text(_ object: JSONFields?, _ name: String) -> String? {
      object?[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
    guard let person = message["pid"]?.object, let holder = text(person, "n") else {
      throw MalformedCode(.malformedClaims, "pid and its n, the name, are missing")
    }
    var statement = ForeignStatement(.vdsnc)
    statement.issuer = unverifiedState
    statement.country = unverifiedState
    statement.identifier = text(message, "uvci") ?? text(message, "utci")
    statement.holder.name = holder
    statement.holder.birthDate = text(person, "dob")
    statement.holder.document = text(person, "i") ?? text(person, "dn")
    if type == "icao.vacc" {
      for event in (message["ve"]?.array ?? []).compactMap(\.object) {
        for dose in (event["vd"]?.array ?? []).compactMap(\.object) {
          var fact = ForeignStatement.Fact(.vaccination)
          fact.product = text(event, "nam") ?? text(event, "des")
          fact.disease = text(event, "dis")
          fact.time = text(dose, "dvc")
          // A number in some, a text in others. Of a number its value counts: it is read from the canonical form.
          fact.dose = (dose["seq"]?.number ?? text(dose, "seq")).flatMap { Int($0) }
          fact.place = text(dose, "adm")
          statement.evidence.append(fact)
        }
      }
    } else {
      let (test, dates) = (message["tr"]?.object, message["dat"]?.object)
      let kind = text(test, "tc") ?? ""
      var fact = ForeignStatement.Fact(LOINC.kind(kind) ?? Self.kind(kind))
      fact.result =
        ["negative": .negative, "positive": .positive][
          (text(test, "r") ?? "").lowercased()]
      fact.product = kind.isEmpty ? nil : kind
      fact.time = text(dates, "sc")
      fact.place = text(message["sp"]?.object, "spn")
      statement.evidence = [fact]
    }
    return statement
  }

  /// The words that the specification gives for kinds of test.
  private static func kind(_ word: String) -> EvidenceKind? {
    let word = word.lowercased()
    if word.contains("pcr") || word.contains("molecular") { return .pcr }
    if word.contains("antigen") { return .antigen }
    return word.contains("antibody") ? .antibody : nil
  }
}
