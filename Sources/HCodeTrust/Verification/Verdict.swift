package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// The answer to one text: accepted with a colour, refused with reasons, forged, undecided because the scanner is
/// missing something, or no code at all.
package enum Verdict: Sendable {
  /// Genuine and current, with its colour here and now. The first reason is `as-signed` unless the status list or the
  /// recognising authority makes the colour graver; `not-logged` stands beside it.
  case accepted(VerifiedCertificate, HealthStatus, [VerdictReason])
  /// Genuine but not acceptable now, with every reason.
  case refused(VerifiedCertificate, [VerdictReason])
  /// Genuine and current, and judged by the local rules: green when they pass, refused or yellow when one fails, undecided when
  /// they do not say. For native codes, used only when the rules do not pass.
  case judgedByRules(VerifiedCertificate, RuleJudgement)
  /// Not authentic.
  case forged(VerdictReason, detail: String)
  /// The scanner is missing something. The certificate is there when its signature holds.
  case undecided(VerdictReason, detail: String, VerifiedCertificate?)
  /// The text is no code of a known kind, or there was no text.
  case none(VerdictReason, detail: String)

  /// The verdict's word in JSON.
  package var word: String {
    switch self {
    case .accepted(_, let colour, _): colour.description
    case .judgedByRules(_, .passed): HealthStatus.green.description
    case .judgedByRules(_, .cautioned): HealthStatus.yellow.description
    case .refused, .judgedByRules(_, .failed): "refused"
    case .forged: "forged"
    case .undecided, .judgedByRules(_, .open), .judgedByRules(_, .noApplicableRules): "undecided"
    case .none: "none"
    }
  }

  /// Every reason. The first is the one to show.
  package var reasons: [VerdictReason] {
    switch self {
    case .accepted(_, _, let reasons), .refused(_, let reasons): reasons
    case .judgedByRules(_, let judgement): [judgement.reason]
    case .forged(let reason, _), .undecided(let reason, _, _), .none(let reason, _): [reason]
    }
  }

  /// The certificate, if its signature was verified.
  package var certificate: VerifiedCertificate? {
    switch self {
    case .accepted(let certificate, _, _), .refused(let certificate, _),
      .judgedByRules(let certificate, _):
      certificate
    case .undecided(_, _, let certificate): certificate
    case .forged, .none: nil
    }
  }

  /// Whether every check of the format holds: signature, trusted key, times, revocation. The local rules do not make a
  /// certificate less genuine.
  package var isGenuine: Bool {
    switch self {
    case .accepted, .judgedByRules: true
    case .refused, .forged, .undecided, .none: false
    }
  }

  /// What the local rules say, if they were asked.
  package var judgement: RuleJudgement? {
    if case .judgedByRules(_, let judgement) = self { judgement } else { nil }
  }

  /// What exactly is wrong, as an English sentence. The wording may change.
  package var detail: String? {
    switch self {
    case .accepted, .refused, .judgedByRules(_, .passed), .judgedByRules(_, .failed),
      .judgedByRules(_, .cautioned):
      nil
    case .judgedByRules(_, .open(let results)): results.map(\.explanation).joined(separator: "; ")
    case .forged(_, let detail), .undecided(_, let detail, _), .none(_, let detail),
      .judgedByRules(_, .noApplicableRules(_, let detail)):
      detail
    }
  }
}
