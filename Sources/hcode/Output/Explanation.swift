import HCodeGate
import HCodeBase
import HCodeCore
import HCodeTrust

/// What a code means for its bearer, a line for each question.
struct Explanation {
  let finding: Finding
  let language: Language
  var withheld = Withheld()
  /// What the code says where nothing here can check it.
  var unverified: HealthClaims?
  /// Whether the office's opening of a change is shown too.
  var isOpened = false

  /// An entry of the log whose proof holds.
  struct Logged {
    let entry: SignedAct
    let index: UInt64
    let believed: LogPolicy.Believed
    /// Why, and on whose order: of a small change only the opening says it.
    let grounds: LogAct.Grounds?
    /// Whether it says what the code says.
    let agrees: Bool
  }

  var verdict: Verdict { finding.verdict }
  var at: Timestamp { finding.at }

  private var texts: any Catalogue { language.texts }

  /// A line with its answer in the column that the longest question leaves.
  private func line(_ question: ExplanationQuestion, _ answer: String) -> String {
    let column = ExplanationQuestion.allCases.map { TextColumns.count(texts.label($0)) }.max() ?? 0
    return TextColumns.padded(texts.label(question), to: column + 2) + answer
  }

  var lines: [String] {
    let answer = VerdictLine(language: language, usesColour: false, withheld: withheld)
      .text(finding, namesSource: false)
    let head = answer.split(separator: "  ", maxSplits: 1).first.map(String.init) ?? answer
    guard case .healthCode(let code)? = verdict.certificate else {
      return [answer] + (unverified.map(unverifiedLines) ?? [])
    }
    var lines = [head + "  " + reasons(code)]
    let claims = code.claims
    lines += about(claims)
    lines.append(line(.signedAs, texts.colour(claims.status)))
    lines.append(
      line(
        .setBy,
        texts.setBy(
          code.key.name(in: language.tag), claims.issuer, key: code.key.publicKey.identifier)))
    if case .known(let officer) = code.secondOfficer {
      lines.append(line(.secondOfficer, texts.key(officer.publicKey.identifier)))
    }
    lines += grounds(claims)
    lines.append(line(.changedSince, change(code)))
    // Nothing public says why a change was made: whoever copied the code could read it there.
    if !isOpened, [.raisedToRed, .suspended, .revoked].contains(CodeChange(of: code, by: verdict)) {
      lines.append(line(.whyChanged, texts.askForOpening))
    }
    if concernsLog(code) { lines.append(line(.publicLog, logged(code))) }
    lines.append(line(.appeal, code.key.path?.appeal ?? texts.noAppeal))
    return lines
  }

  /// What a code says of itself that nothing here can check.
  private func unverifiedLines(_ claims: HealthClaims) -> [String] {
    [texts.notChecked] + about(claims)
      + [
        line(.signedAs, texts.colour(claims.status)), line(.setBy, claims.issuer.description),
      ] + grounds(claims) + [texts.howToCheck(claims.issuer)]
  }

  private func about(_ claims: HealthClaims) -> [String] {
    guard !withheld.holder else { return [] }
    let category =
      claims.categories.isEmpty ? [] : [line(.category, texts.categories(claims.categories))]
    guard let holder = claims.holder else { return category }
    let parts = [
      holder.name, holder.latinName, holder.birthDate?.iso8601,
      holder.documentTail.map { "…" + $0 },
    ]
    return [line(.about, parts.compactMap { $0 }.joined(separator: " "))] + category
  }

  /// Why, on what authority, by what evidence, and from when to when.
  private func grounds(_ claims: HealthClaims) -> [String] {
    var lines: [String] = []
    if !withheld.evidence, let justification = claims.justification {
      lines.append(line(.why, texts.statusReason(justification.reason)))
      lines.append(line(.authority, justification.authority))
    }
    for evidence in withheld.shown(claims.evidence) {
      lines.append(line(.evidence, texts.evidence(evidence, at: at, issuedAt: claims.issuedAt)))
      let time = evidence.age.time(issuedAt: claims.issuedAt)
      lines += (evidence.itinerary?.stays ?? []).map { stay in
        line(
          .evidence,
          texts.stay(
            in: stay.area,
            until: stay.daysSinceLeaving == 0 ? nil : String(stay.end(of: time).rfc3339.prefix(10)))
        )
      }
    }
    lines.append(line(.setOn, LocalTime.text(claims.notBefore ?? claims.issuedAt)))
    lines.append(line(.until, LocalTime.text(claims.expires)))
    return lines
  }

  /// Green is not logged.
  func concernsLog(_ code: VerifiedHealthCode) -> Bool {
    code.claims.status != .green || verdict.reasons.contains(.notLogged)
  }

  private func reasons(_ code: VerifiedHealthCode) -> String {
    verdict.reasons.map { texts.reason($0, of: code) }.joined(separator: "; ")
  }

  private func change(_ code: VerifiedHealthCode) -> String {
    texts.change(
      CodeChange(of: code, by: verdict), asOf: code.key.path?.statusList?.issued)
  }

  private func logged(_ code: VerifiedHealthCode) -> String {
    let log = code.key.path?.log
    return texts.logAnswer(
      LogAnswer(on: code, by: verdict), origin: log?.origin.description ?? "",
      asOf: log?.facts?.time)
  }

  /// Whether a change still counts; nil for what is none.
  func force(of act: LogAct) -> ActForce? {
    guard case .healthCode(let code)? = verdict.certificate else { return nil }
    return ActForce(
      act, change: CodeChange(of: code, by: verdict), listed: code.key.path?.statusList?.issued,
      at: at)
  }

  /// What a proof tells.
  func log(_ logged: Logged) -> [String] {
    let (entry, checkpoint) = (logged.entry, logged.believed.checkpoint)
    var lines = [
      line(
        .proof,
        texts.proof(
          entry: logged.index, of: checkpoint.size, in: checkpoint.origin.description,
          signed: logged.believed.time, witnesses: logged.believed.witnesses.count)),
      line(.loggedOn, texts.logged(on: entry.act.time, entry.act.kind)),
      line(
        .officers,
        [entry.act.officer.description, entry.secondOfficer?.description].compactMap { $0 }
          .joined(separator: texts.betweenNames)),
    ]
    if entry.act.kind != .issued, let grounds = logged.grounds {
      if !withheld.evidence {
        lines.append(line(.why, texts.actReason(grounds.reason)))
        lines.append(line(.authority, grounds.order))
      }
      if let until = entry.act.until { lines.append(line(.until, LocalTime.text(until))) }
      if let force = force(of: entry.act) { lines.append(line(.inForce, texts.force(force))) }
    }
    lines.append(line(.logSays, texts.log(agrees: logged.agrees)))
    return lines
  }
}
