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

  func text(_ finding: Finding, namesSource: Bool) -> String {
    let (shape, word, code) = head(finding.verdict)
    let answer = shape + " " + word
    var parts = [usesColour ? "\u{1B}[1;\(code)m \(answer) \u{1B}[0m" : answer]
    parts += body(finding)
    if finding.ignoredTexts > 0 {
      parts.append(
        Phrase.of(
          "\(finding.ignoredTexts) other text(s) in the picture ignored",
          "图中另有 \(finding.ignoredTexts) 个其他文本，未计入", language))
    }
    if let mended = finding.mended { parts.append("(" + mended + ")") }
    if let page = finding.page {
      parts.append(Phrase.of("page \(page)", "第 \(page) 页", language))
    }
    if namesSource, let source = finding.source { parts.append(source) }
    return parts.enumerated().map { $0 == 0 ? $1 : TerminalText.escaped($1) }
      .joined(separator: "  ")
  }

  /// Shape, word, and the SGR colours: black or white on the status's colour.
  private func head(_ verdict: Verdict) -> (String, String, String) {
    switch verdict {
    case .accepted(_, let colour, _):
      switch colour {
      case .green: ("●", Phrase.of("GREEN", "绿码", language), "30;42")
      case .yellow: ("▲", Phrase.of("YELLOW", "黄码", language), "30;43")
      case .red: ("■", Phrase.of("RED", "红码", language), "97;41")
      }
    case .ruled(_, .passed): ("●", Phrase.of("GREEN", "绿码", language), "30;42")
    case .refused, .ruled(_, .failed): ("⊘", Phrase.of("REFUSED", "不予认可", language), "97;41")
    case .forged: ("✖", Phrase.of("FORGED", "伪造", language), "97;45")
    case .undecided, .ruled(_, .open), .ruled(_, .lacking):
      ("?", Phrase.of("UNDECIDED", "无法判定", language), "30;46")
    case .none: ("○", Phrase.of("NO CODE", "未见健康码", language), "30;47")
    }
  }

  private func body(_ finding: Finding) -> [String] {
    let verdict = finding.verdict
    let parts: [String]
    switch (verdict, verdict.certificate) {
    case (.accepted(_, _, let reason), .healthCode(let code)?):
      parts = accepted(code, reason, finding) + (verdict.exitStatus != .green ? appeal(code) : [])
    case (.refused(_, let reasons), .healthCode(let code)?):
      let sentences = reasons.map { Phrase.of($0, code, language) }
      parts = [sentences.joined(separator: "; "), holder(code.claims), issuer(code)] + appeal(code)
    case (.ruled(_, let judgement), .healthCode(let code)?):
      parts =
        [Phrase.of(judgement.reason, language)] + RuleText.sentences(judgement, language)
        + [holder(code.claims), issuer(code)] + appeal(code)
    case (_, .foreign(let foreign)?):
      parts = ForeignLine(language: language).parts(of: foreign, verdict)
    case (.undecided(.unknownIssuer, _, _), nil) where finding.format != .hcode:
      let sentence = Phrase.of(
        "unknown issuer: import the keys of its format (hcode trust import --format)",
        "未知签发机构：请导入该格式的密钥列表（hcode trust import --format）", language)
      return [sentence] + Self.detail(verdict)
    case (_, _):
      let reason = verdict.reasons.first.map { [Phrase.of($0, language)] } ?? []
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
    _ code: VerifiedHealthCode, _ reason: VerdictReason, _ finding: Finding
  ) -> [String] {
    var parts = [holder(code.claims)]
    if reason != .asSigned { parts.append(Phrase.of(reason, language)) }
    if let justification = code.claims.justification {
      parts.append(Phrase.of(justification.reason, language) + " (" + justification.authority + ")")
    } else if let evidence = code.claims.evidence.first {
      parts.append(Phrase.of(evidence, at: finding.at, issuedAt: code.claims.issuedAt, language))
    }
    parts.append(Phrase.of("until ", "有效至 ", language) + LocalTime.text(code.claims.expires))
    parts.append(issuer(code))
    return parts
  }

  private func appeal(_ code: VerifiedHealthCode) -> [String] {
    code.key.route?.appeal.map { [Phrase.of("appeal: ", "申诉：", language) + $0] } ?? []
  }

  /// What the operator should mend before it stops the gate.
  private func warnings(_ certificate: VerifiedCertificate?, at now: Timestamp) -> [String] {
    certificate.map { FreshnessWarning.of($0, at: now) }?
      .map { "(! " + Phrase.of($0, language) + ")" } ?? []
  }

  private func holder(_ claims: HealthClaims) -> String {
    guard let holder = claims.holder else { return "" }
    var parts = [holder.name, holder.latinName].compactMap { $0 }
    if let date = holder.birthDate { parts.append("*" + date.iso8601) }
    if let tail = holder.documentTail { parts.append("…" + tail) }
    return parts.joined(separator: " ")
  }

  private func issuer(_ code: VerifiedHealthCode) -> String {
    let recogniser = code.key.route?.recognition?.list.authority.description
    return code.key.name(in: language.rawValue) + " (" + code.key.issuer.description
      + (recogniser.map { Phrase.of(", recognised by ", "，认可方 ", language) + $0 } ?? "") + ")"
  }
}

/// Times on the clock of the place.
enum LocalTime {
  /// `2026-11-25 18:00 +08:00`.
  static func text(_ time: Timestamp) -> String {
    var seconds = time_t(time.seconds)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let offset = parts.tm_gmtoff
    let (date, clock) = time.local(offsetSeconds: offset)
    let minutes = abs(offset) / 60
    let padded = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return date + " " + clock.prefix(5) + " " + (offset < 0 ? "-" : "+")
      + padded.joined(separator: ":")
  }
}
