package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// A native code whose signature was verified with a trusted key. Only `Verifier` can make one, so that nothing
/// unverified is ever coloured.
package struct VerifiedHealthCode: Sendable {
  /// What it states.
  package let claims: HealthClaims
  /// The trusted key that signed it, and why it is trusted.
  package let key: TrustedKey
  /// Who countersigned it, where that matters.
  package let secondOfficer: SecondOfficer
  /// The commitment under which the log must have the code; nil for green.
  package let commitment: Digest?

  /// The holder's categories that count here: all that it states, but of a recognised authority those alone that the recognition names.
  package var categories: [HolderCategory] {
    guard let recognised = key.path?.recognition?.terms.categories else { return claims.categories }
    return claims.categories.filter(recognised.contains)
  }

  fileprivate init(
    claims: HealthClaims, key: TrustedKey, secondOfficer: SecondOfficer, commitment: Digest?
  ) {
    self.claims = claims
    self.key = key
    self.secondOfficer = secondOfficer
    self.commitment = commitment
  }
}

/// Judges texts. The same text, trust and time give the same verdict.
package struct Verifier: Sendable {
  let trust: any TrustSource
  /// The local rules.
  let rules: any RuleSource

  /// Where the times come from at which it judges.
  package var timeSource: TimeEvidence.Source

  /// Makes a verifier that trusts these keys. It applies the rules that are stored with them and, if `rules` is given,
  /// those as well.
  package init(
    trust: any TrustSource, rules: (any RuleSource)? = nil, timeFrom timeSource: TimeEvidence.Source
  ) {
    self.trust = trust
    self.timeSource = timeSource
    self.rules = rules.map { JoinedRules(first: trust, second: $0) } ?? trust
  }

  /// Returns the verdict on a text at that time.
  package func verdict(on scanned: [UInt8], at now: Timestamp) -> Verdict {
    let text = CertificateLink.certificate(in: scanned) ?? scanned
    switch RecognisedText(text) {
    case .tooLong:
      return .forged(
        .tooExpensive, detail: "\(text.count) bytes, more than \(InputBudget.textBytes)")
    case .webLink: return .none(.unknownFormat, detail: "a web link, not a health code")
    case .unknown: return .none(.unknownFormat, detail: "not a health code of a known kind")
    case .foreign(let format): return verdict(onForeign: text, format, at: now)
    case .notOffline(let what): return .undecided(.unsupported, detail: what, nil)
    case .otherVersion(let version):
      return .undecided(
        .unknownVersion, detail: "version \(version); this program reads version 1", nil)
    case .healthCode: break
    }
    let code: UnverifiedCode
    do { code = try HealthCode.decode(text) } catch {
      return .forged(error.reason, detail: error.detail)
    }
    do throws(TrustFailure) {
      guard !trust.holdsNothing else {
        return .undecided(.nothingPinned, detail: "nothing was imported into the trust store", nil)
      }
      let record = try trust.keyRecord(code.header.keyIdentifier)
      var officer = KeyRecord()
      if let second = code.countersignature { officer = try trust.keyRecord(second.keyIdentifier) }
      return try verdict(on: code, record, officer: officer, at: now)
    } catch {
      return .undecided(.trustUnreadable, detail: error.detail, nil)
    }
  }

  /// Applies rules 9 to 16: which key signed, and which list decides on it.
  private func verdict(
    on code: UnverifiedCode, _ record: KeyRecord, officer: KeyRecord, at now: Timestamp
  ) throws(TrustFailure) -> Verdict {
    let identifier = code.header.keyIdentifier
    guard !record.keys.isEmpty else {
      guard let withdrawal = record.withdrawals.first else {
        return .undecided(
          .unknownIssuer, detail: "no trusted key has the id \(identifier.hex)", nil)
      }
      // The key itself is not here, so nobody can tell its code from a forged one.
      return .undecided(
        .keyWithdrawn,
        detail:
          "\(withdrawal.authority) withdrew key \(identifier.hex) on \(withdrawal.time.rfc3339)",
        nil)
    }
    var signer: Ed25519PublicKey?
    for key in record.keys where signer == nil && code.message.isSigned(by: key.publicKey) {
      signer = key.publicKey
    }
    guard let signer else {
      return .forged(.badSignature, detail: "the signature is not that of key \(identifier.hex)")
    }
    var stated: IssuerIdentifier?
    var deciding: TrustedKey?
    let claims: HealthClaims
    do {
      claims = try HealthClaims(payload: code.message.payload) { issuer in
        stated = issuer
        deciding = record.keys.first {
          $0.publicKey == signer && $0.issuer == issuer && $0.isTrusted
        }
        return deciding != nil || record.withdrawal(of: nil, for: issuer) != nil
      }
    } catch {
      guard error.reason == .issuerMismatch, let stated else {
        return .forged(error.reason, detail: error.detail)
      }
      if let speaker = try trust.speaker(for: stated) {
        return Self.notListed(identifier, stated, by: speaker)
      }
      return record.keys.contains(where: \.isBare)
        ? .forged(error.reason, detail: error.detail)
        : .undecided(
          .unknownIssuer, detail: "no list here names key \(identifier.hex) for \(stated)", nil)
    }
    if let withdrawal = record.withdrawal(of: deciding, for: claims.issuer) {
      let withdrawn = WithdrawnKey(
        publicKey: signer, issuer: claims.issuer, withdrawal: withdrawal)
      return .refused(
        .healthCode(
          VerifiedHealthCode(
            claims: claims, key: .withdrawn(withdrawn), secondOfficer: .notNeeded, commitment: nil)),
        [.keyWithdrawn])
    }
    guard let key = deciding else {
      return .undecided(.unknownIssuer, detail: "no trusted key has the id \(identifier.hex)", nil)
    }
    // Where an authority speaks for the issuer, a key file does not.
    if key.isBare, let speaker = try trust.speaker(for: claims.issuer) {
      return Self.notListed(identifier, claims.issuer, by: speaker)
    }
    do { return judge(try Self.verify(code, claims, key: key, officer: officer), at: now) } catch {
      return .forged(error.reason, detail: error.detail)
    }
  }

  private static func notListed(
    _ key: KeyIdentifier, _ issuer: IssuerIdentifier, by speaker: IssuerIdentifier
  ) -> Verdict {
    .undecided(
      .notListed, detail: "\(speaker) speaks for \(issuer) and does not list key \(key.hex)", nil)
  }

  /// Applies rule 11: a code that says more than its key's grant allows is not authentic, however well it is signed.
  private static func verify(
    _ code: UnverifiedCode, _ claims: HealthClaims, key: TrustedKey, officer: KeyRecord
  ) throws(MalformedCode) -> VerifiedHealthCode {
    if let path = key.path {
      guard case .codes(let grant, _) = path.key.use else {
        throw MalformedCode(
          .grantExceeded,
          path.key.use == .countersign
            ? "this key may only sign as the second officer"
            : "this key may sign \(path.key.agreedUse.word) and no codes")
      }
      if let overstepping = grant.overstepping(claims) {
        throw MalformedCode(.grantExceeded, overstepping)
      }
    }
    return VerifiedHealthCode(
      claims: claims, key: key,
      secondOfficer: try SecondOfficer(of: code, claims, key: key, officer: officer),
      commitment: code.commitment(of: claims))
  }

  /// Applies rules 12 to 16.
  private func judge(_ code: VerifiedHealthCode, at now: Timestamp) -> Verdict {
    let certificate = VerifiedCertificate.healthCode(code)
    if let (reason, detail) = staleness(code, at: now) {
      return .undecided(reason, detail: detail, certificate)
    }
    if case .unknown(let identifier) = code.secondOfficer {
      let detail = "the second officer's key \(identifier.hex) is none of this issuer's here"
      return .undecided(.unknownOfficer, detail: detail, certificate)
    }
    let reasons = Self.refusals(code, at: now)
    guard reasons.isEmpty else { return .refused(certificate, reasons) }

    let status = code.claims.status
    guard let path = code.key.path else { return asSigned(code, at: now) }
    switch codeStatus(code, path: path, at: now) {
    case .failure(let missing):
      return .undecided(missing.reason, detail: missing.detail, certificate)
    case .success(let current):
      // Who changed a code without answering for it is said beside the change; what the change does stays.
      let unanswered: [VerdictReason] = path.shortfalls == nil ? [] : [.notLogged]
      switch current {
      case .revoked: return .refused(certificate, [.revoked] + unanswered)
      case .raisedToRed where status != .red:
        return .accepted(certificate, .red, [.raisedToRed] + unanswered)
      case .suspended where status != .red:
        return .accepted(certificate, .yellow, [.suspended] + unanswered)
      case .raisedToRed, .suspended, .asSigned: break
      }
      do {
        if let reason = try logRefusal(code, path: path) {
          return .accepted(certificate, status, [reason])
        }
      } catch { return .undecided(.trustUnreadable, detail: error.detail, certificate) }
    }
    guard Self.isGreenHere(code, at: now) || status != .green else {
      return .accepted(certificate, .yellow, [.evidenceNotRecognised])
    }
    return asSigned(code, at: now)
  }

  /// Applies rule 16: the signed colour stands, unless the local rules refuse the evidence of a green code. Where they
  /// say nothing about it, the issuer's word counts.
  private func asSigned(_ code: VerifiedHealthCode, at now: Timestamp) -> Verdict {
    let certificate = VerifiedCertificate.healthCode(code)
    let signed = Verdict.accepted(certificate, code.claims.status, [.asSigned])
    guard code.claims.status == .green else { return signed }
    let judgement = rules.judgement(over: .evidence, at: now, saysWhyNone: false) {
      RuleSubject(
        code.claims, categories: code.categories, key: code.key.publicKey.identifier)
    }
    return switch judgement {
    case .passed, .noApplicableRules(.noRules, _): signed
    case .failed, .cautioned, .open, .noApplicableRules: .judgedByRules(certificate, judgement)
    }
  }

  /// Applies rule 12: what a verdict needs and is missing or too old. A wrong clock comes first: with it nothing else
  /// can be told.
  private func staleness(
    _ code: VerifiedHealthCode, at now: Timestamp
  ) -> (VerdictReason, String)? {
    let latest = now.advanced(bySeconds: Timestamp.clockTolerance)
    if let detail = clockFault(at: now) { return (.clock, detail) }
    guard let path = code.key.path else {
      guard latest >= code.key.notBefore else {
        return (.clock, "the clock says \(now.rfc3339), before the key was made")
      }
      return nil
    }
    for list in path.lists where now >= list.expires {
      return (
        .trustExpired,
        "the trust list of \(list.authority), version \(list.version), ended at \(list.expires.rfc3339)"
      )
    }
    return nil
  }

  /// Why the clock cannot be right; nil when it can.
  func clockFault(at now: Timestamp) -> String? {
    guard let (bound, time) = trust.timeEvidence.contradiction(of: now, from: timeSource) else {
      return nil
    }
    let evidence =
      switch bound {
      case .signed: "a list here was made"
      case .seen: "this store was changed"
      case .release: "this program was released"
      }
    return "the clock says \(now.rfc3339), and \(evidence) at \(time.rfc3339)"
  }

  /// Applies rule 13: every reason why a genuine code is not acceptable now.
  private static func refusals(
    _ code: VerifiedHealthCode, at now: Timestamp
  ) -> [VerdictReason] {
    let (claims, key) = (code.claims, code.key)
    let latest = now.advanced(bySeconds: Timestamp.clockTolerance)
    var reasons: [VerdictReason] = []
    if let terms = key.path?.recognition?.terms, !terms.statuses.contains(claims.status) {
      reasons.append(.notRecognised)
    } else if key.path?.recognition?.terms.otherwiseYellow == false,
      claims.status == .green, !isGreenHere(code, at: now)
    {
      reasons.append(.evidenceNotRecognised)
    }
    if let sunset = key.path?.sunset, now >= sunset { reasons.append(.sunset) }
    if case .missing = code.secondOfficer { reasons.append(.oneOfficer) }
    if case .withdrawn = code.secondOfficer { reasons.append(.keyWithdrawn) }
    let keys = [key] + code.secondOfficer.keys
    if keys.contains(where: { now >= $0.until || claims.issuedAt >= $0.until }) {
      reasons.append(.keyExpired)
    }
    let hasBegun = claims.notBefore.map { $0 <= now } ?? (claims.issuedAt <= latest)
    if !hasBegun || keys.contains(where: { latest < $0.notBefore }) {
      reasons.append(.notYetValid)
    }
    // Both dates come from one office: there are no two clocks that could differ.
    if keys.contains(where: { claims.issuedAt < $0.notBefore }) { reasons.append(.beforeKey) }
    if now >= claims.expires { reasons.append(.expired) }
    return reasons
  }

  /// Whether green stays green under the terms on which the issuer's authority is recognised.
  private static func isGreenHere(_ code: VerifiedHealthCode, at now: Timestamp) -> Bool {
    code.key.path?.recognition?.terms.isGreen(code.claims, at: now) ?? true
  }

  private struct MissingFact: Error {
    var reason: VerdictReason
    var detail: String
  }

  /// Applies rule 14: the code's status now, by its status list.
  private func codeStatus(
    _ code: VerifiedHealthCode, path: TrustPath, at now: Timestamp
  ) -> Result<CodeStatus, MissingFact> {
    guard let uri = path.key.statusList else { return .success(.asSigned) }
    guard let list = path.statusList else {
      return .failure(
        MissingFact(reason: .statusMissing, detail: "the status list \(uri) is not here"))
    }
    guard now < list.expires else {
      return .failure(
        MissingFact(
          reason: .statusExpired,
          detail: "the status list \(uri) ended at \(list.expires.rfc3339)"))
    }
    do {
      guard let status = try trust.status(of: code.claims.codeIndex, in: list) else {
        return .failure(
          MissingFact(
            reason: .indexUnknown,
            detail: "index \(code.claims.codeIndex) lies beyond the status list \(uri)"))
      }
      return .success(status)
    } catch {
      return .failure(MissingFact(reason: .trustUnreadable, detail: error.detail))
    }
  }
}
