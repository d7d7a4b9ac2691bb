import HCodeBase
package import HCodeFormats

/// A certificate of another format whose signature was verified with a trusted key. Only `Verifier` can make one.
package struct VerifiedForeignCertificate: Sendable {
  /// What it states.
  package let statement: ForeignStatement
  /// The name under which its key was found.
  package let keyName: ForeignKeyName
  /// The file of trust material that the key came in.
  package let source: ForeignSource
  /// The issuer's name, from the trust material and not from the certificate.
  package let issuerName: String?

  fileprivate init(_ genuine: GenuineForeignCertificate) {
    statement = genuine.statement
    keyName = genuine.keyName
    source = genuine.record.source
    issuerName = genuine.issuerName
  }
}

extension Verifier {
  /// Judges a certificate of another format. Its format decides whether it is genuine. The local rules decide its
  /// colour; without rules it gets none.
  func verdict(
    onForeign text: [UInt8], _ format: CertificateFormat, at now: Timestamp
  ) -> Verdict {
    guard let reader = format.reader else {
      return .undecided(.unsupported, detail: "this program does not read \(format.rawValue)", nil)
    }
    let genuine: GenuineForeignCertificate
    do {
      genuine = try reader.decode(text).verify(by: trust, at: now)
    } catch {
      switch error {
      case .forged(let malformed): return .forged(malformed.reason, detail: malformed.detail)
      case .undecided(let reason, let detail): return .undecided(reason, detail: detail, nil)
      }
    }
    let certificate = VerifiedCertificate.foreign(VerifiedForeignCertificate(genuine))
    if let detail = clockFault(at: now) { return .undecided(.clock, detail: detail, certificate) }
    let source = genuine.record.source
    guard now < source.expires else {
      return .undecided(
        .trustExpired, detail: "\(source.name) ended at \(source.expires.rfc3339)", certificate)
    }
    guard genuine.refusals.isEmpty else { return .refused(certificate, genuine.refusals) }
    if let missing = genuine.missing {
      return .undecided(missing.reason, detail: missing.detail, certificate)
    }
    // Who somebody is lets nobody pass, whatever rules say of certificates in general.
    guard format != .claim169 else {
      let detail = "an identity says nothing of health"
      return .judgedByRules(certificate, .noApplicableRules(.noRules, detail: detail))
    }
    let (statement, key) = (genuine.statement, genuine.keyName)
    let judgement = rules.judgement(over: RuleSubject.payload(of: statement), at: now) {
      RuleSubject(statement, key: key)
    }
    return .judgedByRules(certificate, judgement)
  }
}
