/// A certificate whose signature was verified with a trusted key. Only `Verifier` can make one, so that nothing
/// unverified is ever coloured.
public struct VerifiedCertificate: Sendable {
  /// What it states.
  public let claims: HealthClaims
  /// The trusted key that signed it.
  public let key: IssuerKey

  fileprivate init(claims: HealthClaims, key: IssuerKey) {
    self.claims = claims
    self.key = key
  }
}

/// Text to verdict. Pure: the same text, keys and time give the same verdict.
public struct Verifier: Sendable {
  /// How far two honest clocks may differ, in seconds.
  public static let clockTolerance: Int64 = 300

  private let trustedKeys: TrustedKeys

  /// A verifier that accepts codes of these keys.
  public init(trustedKeys: TrustedKeys) { self.trustedKeys = trustedKeys }

  /// The verdict on a text at a time.
  public func verdict(on text: [UInt8], at now: Timestamp) -> Verdict {
    switch RecognisedText(text) {
    case .webLink: return .none(.unknownFormat, detail: "a web link, not a health code")
    case .unknown: return .none(.unknownFormat, detail: "not a health code of a known kind")
    case .otherVersion(let version):
      return .undecided(
        .unknownVersion, detail: "version \(version); this program reads version 1", nil)
    case .healthCode: break
    }
    do {
      let code = try HealthCode.decode(text)
      let identifier = code.header.keyIdentifier
      guard let key = trustedKeys[identifier] else {
        return .undecided(
          .unknownIssuer, detail: "no trusted key has the id \(identifier.hex)", nil)
      }
      return Self.judge(try Self.verify(code, key: key), at: now)
    } catch {
      return .forged(error.reason, detail: error.detail)
    }
  }

  /// Rules 10 and 11.
  private static func verify(
    _ code: UnverifiedCode, key: IssuerKey
  ) throws(MalformedCode) -> VerifiedCertificate {
    guard code.message.isSigned(by: key.publicKey) else {
      throw MalformedCode(
        .badSignature, "the signature is not that of key \(code.header.keyIdentifier.hex)")
    }
    let claims = try HealthClaims(payload: code.message.payload, expectedIssuer: key.issuer)
    return VerifiedCertificate(claims: claims, key: key)
  }

  /// Rule 12.
  private static func judge(_ certificate: VerifiedCertificate, at now: Timestamp) -> Verdict {
    let (claims, key) = (certificate.claims, certificate.key)
    guard now.advanced(bySeconds: clockTolerance) >= key.created else {
      return .undecided(
        .clock, detail: "the clock says \(now.rfc3339), before the key was made", certificate)
    }
    var reasons: [VerdictReason] = []
    if now >= key.expires { reasons.append(.keyExpired) }
    let hasBegun =
      claims.notBefore.map { $0 <= now }
      ?? (claims.issuedAt <= now.advanced(bySeconds: clockTolerance))
    if !hasBegun { reasons.append(.notYetValid) }
    if now >= claims.expires { reasons.append(.expired) }
    return reasons.isEmpty ? .accepted(certificate) : .refused(certificate, reasons)
  }
}
