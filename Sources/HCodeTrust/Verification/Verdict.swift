package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// The answer to one code: accepted with a colour, refused with reasons, forged, undecided because the scanner lacks
/// something, or no code at all.
package enum Verdict: Sendable {
  /// Genuine and current, with the colour that it has here and now, and why it is that one: `as-signed` unless the status
  /// list or the recognising authority makes it graver.
  case accepted(VerifiedCertificate, HealthStatus, VerdictReason)
  /// Genuine but not acceptable now, with every reason.
  case refused(VerifiedCertificate, [VerdictReason])
  /// Genuine and current, and what the rules of the place make of it: green when they pass, refused when one fails, and
  /// undecided when they do not say. Of a native code only what keeps it from being green here.
  case judgedByRules(VerifiedCertificate, RuleJudgement)
  /// Not authentic.
  case forged(VerdictReason, detail: String)
  /// The scanner lacks something. The certificate is there when its signature holds.
  case undecided(VerdictReason, detail: String, VerifiedCertificate?)
  /// The text is no code of a known kind, or there was no text.
  case none(VerdictReason, detail: String)

  /// The word of it in JSON.
  package var word: String {
    switch self {
    case .accepted(_, let colour, _): colour.description
    case .judgedByRules(_, .passed): HealthStatus.green.description
    case .refused, .judgedByRules(_, .failed): "refused"
    case .forged: "forged"
    case .undecided, .judgedByRules(_, .open), .judgedByRules(_, .noApplicableRules): "undecided"
    case .none: "none"
    }
  }

  /// Every reason, the first of them the one to say.
  package var reasons: [VerdictReason] {
    switch self {
    case .accepted(_, _, let reason): [reason]
    case .refused(_, let reasons): reasons
    case .judgedByRules(_, let judgement): [judgement.reason]
    case .forged(let reason, _), .undecided(let reason, _, _), .none(let reason, _): [reason]
    }
  }

  /// What a signature vouches for: nil unless it was verified.
  package var certificate: VerifiedCertificate? {
    switch self {
    case .accepted(let certificate, _, _), .refused(let certificate, _),
      .judgedByRules(let certificate, _):
      certificate
    case .undecided(_, _, let certificate): certificate
    case .forged, .none: nil
    }
  }

  /// True when every check of the format holds: signature, trusted key, times, revocation. What the rules of the place say
  /// does not make it less genuine.
  package var isGenuine: Bool {
    switch self {
    case .accepted, .judgedByRules: true
    case .refused, .forged, .undecided, .none: false
    }
  }

  /// What the rules say, where they were asked.
  package var judgement: RuleJudgement? {
    if case .judgedByRules(_, let judgement) = self { judgement } else { nil }
  }

  /// Whether it takes more from the bearer than another one on the same code, by another list: refused, undecided, then the
  /// graver colour. (Red lets nobody pass either, but one that a list refuses, for a second officer who is missing, is not
  /// to be called red because another list asks for none.)
  func isStricter(than other: Verdict) -> Bool {
    func rank(_ verdict: Verdict) -> Int {
      switch verdict {
      case .refused, .judgedByRules(_, .failed): 0
      case .undecided, .judgedByRules(_, .open), .judgedByRules(_, .noApplicableRules): 1
      case .accepted(_, .red, _): 2
      case .accepted(_, .yellow, _): 3
      case .accepted(_, .green, _), .judgedByRules(_, .passed), .forged, .none: 4
      }
    }
    return rank(self) < rank(other)
  }

  /// A sentence on what exactly is wrong, in English, not stable.
  package var detail: String? {
    switch self {
    case .accepted, .refused, .judgedByRules(_, .passed), .judgedByRules(_, .failed): nil
    case .judgedByRules(_, .open(let results)): results.map(\.explanation).joined(separator: "; ")
    case .forged(_, let detail), .undecided(_, let detail, _), .none(_, let detail),
      .judgedByRules(_, .noApplicableRules(_, let detail)):
      detail
    }
  }
}
