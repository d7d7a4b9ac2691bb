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
  private let namedRules: (any RuleSource)?

  /// The local rules.
  var rules: any RuleSource { namedRules ?? trust }

  /// Makes a verifier that trusts these keys. It applies the rules that are stored with them or, if `rules` is given,
  /// those alone.
  package init(trust: any TrustSource, rules: (any RuleSource)? = nil) {
    self.trust = trust
    namedRules = rules
  }

  /// Returns the verdict on a text at that time.
  package func verdict(on text: [UInt8], at now: Timestamp) -> Verdict {
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
    let identifier = code.header.keyIdentifier
    let keys: [TrustedKey]
    var officers: [TrustedKey] = []
    do {
      keys = try trust.keys(identifier)
      if let second = code.countersignature { officers = try trust.keys(second.keyIdentifier) }
    } catch {
      return .undecided(.trustUnreadable, detail: error.detail, nil)
    }
    guard !keys.isEmpty else {
      return .undecided(.unknownIssuer, detail: "no trusted key has the id \(identifier.hex)", nil)
    }
    do {
      let verdicts = try Self.verified(code, keys: keys, officers: officers).map {
        judge($0, at: now)
      }
      return verdicts.dropFirst().reduce(verdicts[0]) { $1.isStricter(than: $0) ? $1 : $0 }
    } catch {
      return .forged(error.reason, detail: error.detail)
    }
  }

  /// Applies rules 10 and 11 with every key of the code's key id. Returns at least one result.
  ///
  /// - A key from a key file, or from a pinned authority's own list, decides alone.
  /// - Keys that are only recognised all count, so that none clears what another says against the code.
  /// - A recognised list whose grant the code exceeds only fails to vouch for it, as does one that gives the key to
  ///   another issuer. Neither can make a genuine code look forged.
  private static func verified(
    _ code: UnverifiedCode, keys: [TrustedKey], officers: [TrustedKey]
  ) throws(MalformedCode) -> [VerifiedHealthCode] {
    var refusal: MalformedCode?
    var recognised: [VerifiedHealthCode] = []
    for key in keys where code.message.isSigned(by: key.publicKey) {
      let isOwn = key.path?.recognition == nil
      if isOwn, !recognised.isEmpty { break }
      do {
        let verified = try verify(code, key: key, officers: officers)
        if isOwn { return [verified] }
        recognised.append(verified)
      } catch {
        if isOwn, error.reason != .issuerMismatch { throw error }
        if refusal.map({ $0.reason == .issuerMismatch }) ?? true { refusal = error }
      }
    }
    guard recognised.isEmpty else { return recognised }
    throw refusal
      ?? MalformedCode(
        .badSignature, "the signature is not that of key \(code.header.keyIdentifier.hex)")
  }

  /// Applies rule 11: a code that says more than its key's grant allows is not authentic, however well it is signed.
  private static func verify(
    _ code: UnverifiedCode, key: TrustedKey, officers: [TrustedKey]
  ) throws(MalformedCode) -> VerifiedHealthCode {
    let claims = try HealthClaims(payload: code.message.payload, expectedIssuer: key.issuer)
    if let path = key.path {
      guard case .codes(let grant, _) = path.key.use else {
        throw MalformedCode(.grantExceeded, "this key may sign status lists and no codes")
      }
      if let overstepping = grant.overstepping(claims) {
        throw MalformedCode(.grantExceeded, overstepping)
      }
    }
    return VerifiedHealthCode(
      claims: claims, key: key,
      secondOfficer: try SecondOfficer(of: code, claims, key: key, officers: officers),
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
      let isRaised: Bool
      switch current {
      case .revoked: return .refused(certificate, [.revoked])
      case .raisedToRed: isRaised = status != .red
      case .suspended, .asSigned: isRaised = false
      }
      do {
        if let reason = try logRefusal(code, path: path, raised: isRaised) {
          return .accepted(certificate, isRaised ? .red : status, reason)
        }
      } catch { return .undecided(.trustUnreadable, detail: error.detail, certificate) }
      if isRaised { return .accepted(certificate, .red, .raisedToRed) }
      if current == .suspended, status != .red {
        return .accepted(certificate, .yellow, .suspended)
      }
    }
    guard Self.isGreenHere(code, at: now) || status != .green else {
      return .accepted(certificate, .yellow, .evidenceNotRecognised)
    }
    return asSigned(code, at: now)
  }

  /// Applies rule 16: the signed colour stands, unless the local rules refuse the evidence of a green code. Where they
  /// say nothing about it, the issuer's word counts.
  private func asSigned(_ code: VerifiedHealthCode, at now: Timestamp) -> Verdict {
    let certificate = VerifiedCertificate.healthCode(code)
    let signed = Verdict.accepted(certificate, code.claims.status, .asSigned)
    guard code.claims.status == .green else { return signed }
    let judgement = rules.judgement(over: .evidence, at: now) {
      RuleSubject(code.claims, key: code.key.publicKey.identifier)
    }
    return switch judgement {
    case .passed, .noApplicableRules(.noRules, _): signed
    case .failed, .open, .noApplicableRules: .judgedByRules(certificate, judgement)
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
    guard let newest = trust.newestSigned,
      now.advanced(bySeconds: Timestamp.clockTolerance) < newest
    else { return nil }
    return "the clock says \(now.rfc3339), and a list here was made at \(newest.rfc3339)"
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
    let keys = [key] + code.secondOfficer.keys
    if keys.contains(where: { now >= $0.until }) { reasons.append(.keyExpired) }
    let hasBegun = claims.notBefore.map { $0 <= now } ?? (claims.issuedAt <= latest)
    if !hasBegun || keys.contains(where: { latest < $0.notBefore }) {
      reasons.append(.notYetValid)
    }
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
            reason: .statusMissing,
            detail: "index \(code.claims.codeIndex) lies beyond the status list \(uri)"))
      }
      return .success(status)
    } catch {
      return .failure(MissingFact(reason: .trustUnreadable, detail: error.detail))
    }
  }
}
