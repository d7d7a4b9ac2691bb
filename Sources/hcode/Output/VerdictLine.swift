import HCodeGate
import HCodeFormats
import Glibc
import HCodeBase
import HCodeCore
import HCodeTrust

/// One line for a person: the answer first, by shape, word and colour, so that neither colour nor language alone
/// carries it; then what the guard compares with the person, until when, and by whom.
struct VerdictLine {
  var language: Language
  var usesColour: Bool
  var withheld = Withheld()

  func text(_ finding: Finding, namesSource: Bool) -> String {
    let answer = Answer(finding.verdict)
    let head = Self.shape(answer) + " " + texts.head(answer)
    var parts = [usesColour ? "\u{1B}[1;\(Self.colours(answer))m \(head) \u{1B}[0m" : head]
    parts += body(finding)
    if finding.ignoredTexts > 0 { parts.append(texts.ignoredTexts(finding.ignoredTexts)) }
    if let mended = finding.mended { parts.append("(" + texts.mended(mended) + ")") }
    if let bearer = finding.bearer, !bearer.same.isEmpty {
      parts.append(texts.sameBearer(bearer.same))
    }
    if let page = finding.page { parts.append(texts.page(page)) }
    if namesSource, let source = finding.source { parts.append(source) }
    return parts.enumerated().map { $0 == 0 ? $1 : TerminalText.escaped($1) }
      .joined(separator: "  ")
  }

  private var texts: any Catalogue { language.texts }

  private static func shape(_ answer: Answer) -> String {
    switch answer {
    case .green: "●"
    case .yellow: "▲"
    case .red: "■"
    case .refused: "⊘"
    case .forged: "✖"
    case .undecided: "?"
    case .none: "○"
    }
  }

  /// The SGR colours: black or white on the status's colour.
  private static func colours(_ answer: Answer) -> String {
    switch answer {
    case .green: "30;42"
    case .yellow: "30;43"
    case .red, .refused: "97;41"
    case .forged: "97;45"
    case .undecided: "30;46"
    case .none: "30;47"
    }
  }

  private func body(_ finding: Finding) -> [String] {
    let verdict = finding.verdict
    let parts: [String]
    switch (verdict, verdict.certificate) {
    case (.accepted(_, _, let reasons), .healthCode(let code)?):
      parts = accepted(code, reasons, finding) + (verdict.exitStatus != .green ? appeal(code) : [])
    case (.refused(_, let reasons), .healthCode(let code)?):
      let sentences = reasons.map { texts.reason($0, of: code) }
      parts = [sentences.joined(separator: "; "), holder(code.claims), issuer(code)] + appeal(code)
    case (.judgedByRules(_, let judgement), .healthCode(let code)?):
      parts =
        [texts.reason(judgement.reason)] + RuleText.sentences(judgement, language)
        + [holder(code.claims), categories(code), issuer(code)] + appeal(code)
    case (_, .foreign(let foreign)?):
      parts = ForeignLine(language: language, withheld: withheld)
        .parts(of: foreign.statement, issuerName: foreign.issuerName, verdict)
    case (.undecided(.unknownIssuer, _, _), nil) where finding.format != .hcode:
      return [texts.unknownForeignIssuer] + Self.detail(verdict)
    case (_, _):
      let reason = verdict.reasons.first.map { [texts.reason($0)] } ?? []
      return reason + Self.detail(verdict)
    }
    return (parts + warnings(verdict.certificate, at: finding.at)).filter { !$0.isEmpty }
  }

  /// What exactly is wrong, for whoever has to find out.
  static func detail(_ verdict: Verdict) -> [String] {
    guard let detail = verdict.detail, let reason = verdict.reasons.first else { return [] }
    return ["[" + reason.rawValue + ": " + detail + "]"]
  }

  private func accepted(
    _ code: VerifiedHealthCode, _ reasons: [VerdictReason], _ finding: Finding
  ) -> [String] {
    var parts = [holder(code.claims), categories(code)]
    parts += reasons.filter { $0 != .asSigned }.map { texts.reason($0, of: code) }
    if withheld.evidence {
      // Neither the tests nor why a colour was set.
    } else if let justification = code.claims.justification {
      parts.append(texts.statusReason(justification.reason) + " (" + justification.authority + ")")
    } else {
      let evidence = withheld.shown(code.claims.evidence)
      // The first fact of health, and where the holder was.
      let shown = [evidence.first { $0.kind.isOfHealth }, evidence.first { !$0.kind.isOfHealth }]
      parts += shown.compactMap { $0 }.map {
        texts.evidence($0, at: finding.at, issuedAt: code.claims.issuedAt)
      }
    }
    parts.append(texts.until(code.claims.expires))
    parts.append(issuer(code))
    return parts
  }

  private func appeal(_ code: VerifiedHealthCode) -> [String] {
    code.key.path?.appeal.map { [texts.appeal($0)] } ?? []
  }

  /// What the operator should mend before it stops the gate.
  private func warnings(_ certificate: VerifiedCertificate?, at now: Timestamp) -> [String] {
    certificate.map { FreshnessWarning.of($0, at: now) }?
      .map { "(! " + texts.warning($0) + ")" } ?? []
  }

  private func holder(_ claims: HealthClaims) -> String {
    guard !withheld.holder, let holder = claims.holder else { return "" }
    var parts = [holder.name, holder.latinName].compactMap { $0 }
    if let date = holder.birthDate { parts.append("*" + date.iso8601) }
    if let tail = holder.documentTail { parts.append("…" + tail) }
    return parts.joined(separator: " ")
  }

  private func categories(_ code: VerifiedHealthCode) -> String {
    withheld.holder ? "" : texts.categories(code.categories)
  }

  private func issuer(_ code: VerifiedHealthCode) -> String {
    texts.issuer(
      code.key.name(in: language.tag), code.key.issuer.description,
      recognisedBy: code.key.path?.recognition?.list.authority.description)
  }
}
