import HCodeBase
import HCodeCore
import HCodeTrust

/// What a code means for its bearer, a line for each question.
struct Explanation {
  let finding: Finding
  let language: Language

  /// An entry of the log whose proof holds.
  struct Logged {
    let entry: LogEntry
    let index: UInt64
    let believed: LogPolicy.Believed
    /// Whether it says what the code says.
    let agrees: Bool
  }

  var verdict: Verdict { finding.verdict }
  private var at: Timestamp { finding.at }

  private func line(_ english: String, _ chinese: String, _ value: String) -> String {
    let label = Phrase.of(english, chinese, language)
    // Chinese characters are two columns wide.
    let width = language == .zh ? label.count * 2 : label.count
    return label + String(repeating: " ", count: max(2, 18 - width)) + value
  }

  var lines: [String] {
    let answer = VerdictLine(language: language, usesColour: false)
      .text(finding, namesSource: false)
    let head = answer.split(separator: "  ", maxSplits: 1).first.map(String.init) ?? answer
    guard case .healthCode(let code)? = verdict.certificate else { return [answer] }
    var lines = [head + "  " + reasons(code)]
    let claims = code.claims
    if let holder = claims.holder {
      let parts = [
        holder.name, holder.latinName, holder.birthDate?.iso8601,
        holder.documentTail.map { "…" + $0 },
      ]
      lines.append(line("about", "持码人", parts.compactMap { $0 }.joined(separator: " ")))
    }
    lines.append(line("signed as", "签发颜色", colour(claims.status)))
    lines.append(
      line(
        "set by", "签发机构",
        "\(code.key.name(in: language.rawValue)) (\(claims.issuer)), "
          + Phrase.of("key ", "密钥 ", language) + code.key.publicKey.identifier.hex))
    if case .known(let officer) = code.secondOfficer {
      lines.append(
        line(
          "second officer", "第二经办人",
          Phrase.of("key ", "密钥 ", language) + officer.publicKey.identifier.hex))
    }
    if let justification = claims.justification {
      lines.append(line("why", "原因", Phrase.of(justification.reason, language)))
      lines.append(line("on what authority", "依据", justification.authority))
    }
    for evidence in claims.evidence {
      lines.append(
        line(
          "evidence", "证明", Phrase.of(evidence, at: at, issuedAt: claims.issuedAt, language)))
    }
    lines.append(line("set on", "签发时间", LocalTime.text(claims.notBefore ?? claims.issuedAt)))
    lines.append(line("until", "有效至", LocalTime.text(claims.expires)))
    lines.append(line("changed since", "签发后变更", change(code)))
    if concernsLog(code) {
      lines.append(line("public log", "公共日志", logged(code)))
    }
    lines.append(
      line(
        "where to appeal", "申诉",
        code.key.route?.appeal
          ?? Phrase.of("the issuer did not say", "签发机构未说明", language)))
    return lines
  }

  /// Green is not logged.
  func concernsLog(_ code: VerifiedHealthCode) -> Bool {
    code.claims.status != .green || verdict.reasons.contains(.notLogged)
  }

  private func reasons(_ code: VerifiedHealthCode) -> String {
    verdict.reasons.map { Phrase.of($0, code, language) }.joined(separator: "; ")
  }

  private func colour(_ status: HealthStatus) -> String {
    switch status {
    case .green: Phrase.of("green", "绿码", language)
    case .yellow: Phrase.of("yellow", "黄码", language)
    case .red: Phrase.of("red", "红码", language)
    }
  }

  private func change(_ code: VerifiedHealthCode) -> String {
    let change = CodeChange(of: code, by: verdict)
    let word =
      switch change {
      case .noTrustList:
        Phrase.of("not known: no trust list here names this key", "未知：本地没有列出此密钥的信任列表", language)
      case .noStatusList:
        Phrase.of("cannot be changed: the key has no status list", "不可变更：该密钥没有状态列表", language)
      case .statusListMissing:
        Phrase.of("not known: the status list is not here", "未知：本地没有状态列表", language)
      case .raisedToRed: Phrase.of(.raisedToRed, language)
      case .suspended: Phrase.of(.suspended, language)
      case .revoked: Phrase.of(.revoked, language)
      case .unchanged: Phrase.of("no", "无", language)
      case .notLookedUp: Phrase.of("not looked up", "未查询", language)
      }
    guard let list = code.key.route?.statusList else { return word }
    let time = LocalTime.text(list.issued)
    return word + Phrase.of(" (status list of \(time))", "（状态列表 \(time)）", language)
  }

  private func logged(_ code: VerifiedHealthCode) -> String {
    let origin = code.key.route?.log?.origin.description ?? ""
    let time = (code.key.route?.log?.facts?.time).map(LocalTime.text) ?? ""
    return switch LogAnswer(on: code, by: verdict) {
    case .noLog:
      Phrase.of("the issuer has none that is known here", "该机构没有本地已知的日志", language)
    case .logMissing:
      Phrase.of("\(origin) is not here; ask for a proof", "本地没有 \(origin)，可索取证明", language)
    case .notLogged:
      Phrase.of("NOT in \(origin) as of \(time)", "截至 \(time)，\(origin) 中没有此记录", language)
    case .logged:
      Phrase.of("in \(origin) as of \(time)", "截至 \(time)，已记录于 \(origin)", language)
    case .notYet:
      Phrase.of(
        "\(origin) is known here up to \(time) and does not tell yet",
        "\(origin) 仅更新至 \(time)，尚不能确定", language)
    }
  }

  /// What a proof tells.
  func log(_ logged: Logged) -> [String] {
    let (entry, checkpoint) = (logged.entry, logged.believed.checkpoint)
    var lines = [
      line(
        "proof", "日志证明",
        Phrase.of(
          "entry \(logged.index) of \(checkpoint.size) in \(checkpoint.origin), signed \(LocalTime.text(logged.believed.time)), \(logged.believed.witnesses.count) witnesses",
          "\(checkpoint.origin) 第 \(logged.index) 条（共 \(checkpoint.size) 条），签署于 \(LocalTime.text(logged.believed.time))，见证方 \(logged.believed.witnesses.count) 个",
          language)),
      line(
        "logged on", "记录时间",
        LocalTime.text(entry.time)
          + (entry.act == .raised ? Phrase.of(", as raised to red", "，转为红码", language) : "")),
      line(
        "officers", "经办人",
        [entry.officer.description, entry.secondOfficer?.description].compactMap { $0 }
          .joined(separator: ", ")),
    ]
    if entry.act == .raised {
      lines.append(
        line("why", "原因", entry.reason.map { Phrase.of($0, language) } ?? "—"))
      lines.append(line("on what authority", "依据", entry.authority ?? "—"))
    }
    lines.append(
      line(
        "the log says", "日志内容",
        logged.agrees
          ? Phrase.of("the same as the code", "与此码一致", language)
          : Phrase.of("SOMETHING ELSE than the code", "与此码不一致", language)))
    return lines
  }
}
