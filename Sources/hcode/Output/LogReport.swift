import HCodeGate
import HCodeBase
import HCodeCore

/// What an audit found: the findings first, then the counts.
struct LogReport {
  let statistics: LogStatistics
  let believed: LogPolicy.Believed
  let witnesses: Int
  let seen: Int
  let history: Int
  let ownDated: Int
  let areSignaturesChecked: Bool
  let now: Timestamp

  private var issuers: [(IssuerIdentifier, LogStatistics.Issuer)] {
    statistics.issuers.sorted { (-$0.value.reds, $0.key) < (-$1.value.reds, $1.key) }
  }

  // MARK: Text

  func text(in language: Language) -> [String] {
    let texts = language.texts
    var lines = [
      texts.audit(
        believed.checkpoint, signed: believed.time, witnesses: believed.witnesses.count,
        of: witnesses
      ).joined(separator: "  "), texts.everyEntryIsInTheTree(grownFrom: seen),
      texts.dated(ownDated, of: believed.checkpoint.size, history: history),
      texts.signatures(areChecked: areSignaturesChecked), "",
    ]
    // All questions first, a line each, so that none hides behind the details of another.
    let findings = statistics.findings.map(texts.finding)
    lines.append(texts.heading(findings.isEmpty ? .nothingToAsk : .toAsk))
    for (number, finding) in findings.enumerated() {
      lines += finding.prefix(1).map { Self.padded("\(number + 1).", 4) + $0 }
    }
    if findings.contains(where: { $0.count > 1 }) { lines += ["", texts.whenIsAsked] }
    for (number, finding) in findings.enumerated() where finding.count > 1 {
      lines +=
        [""]
        + finding.enumerated().map { line, text in
          (line == 0 ? Self.padded("\(number + 1).", 4) : "    ") + text
        }
    }
    lines += ["", texts.heading(.byIssuer(since: statistics.since))]
    lines.append(Self.row(LogReportColumn.allCases.map(texts.column), texts))
    let sinceDay = statistics.since.map { $0.seconds / 86_400 } ?? 0
    for (name, issuer) in issuers {
      let busiest = issuer.busiestDay(from: sinceDay)
      lines.append(
        Self.row(
          [
            name.description, "\(issuer.reds)", "\(issuer.raises)", "\(issuer.yellows)",
            busiest.map { Spelling.day($0.day) } ?? "", "\(busiest?.reds ?? 0)",
            "\(issuer.suspensions)", "\(issuer.revocations)", "\(issuer.oneOfficer)",
          ], texts))
    }
    lines += ["", texts.heading(.byReason)]
    for (reason, reds) in byReason {
      lines.append("  " + Self.padded(texts.counted(reason), 20) + "\(reds)")
    }
    lines += ["", texts.heading(.byHour)]
    lines += hourLines
    if !statistics.destroyed.isEmpty {
      lines += ["", texts.heading(.destroyed)]
      for (issuer, records) in statistics.destroyed.sorted(by: { $0.key < $1.key }) {
        lines.append("  " + Self.padded(issuer.description, 20) + "\(records)")
      }
    }
    if !statistics.endings.isEmpty {
      lines += ["", texts.heading(.ends)]
      for ending in statistics.endings {
        lines.append(
          "  " + Self.padded(ending.end.issuer.description, 20)
            + texts.ending(ending, isOver: ending.end.sunset <= now))
      }
    }
    if statistics.repeated > 0 { lines += ["", texts.repeated(statistics.repeated)] }
    return lines
  }

  private var byReason: [(ActReason?, Int)] {
    var counts: [ActReason?: Int] = [:]
    for issuer in statistics.issuers.values {
      counts.merge(issuer.redsByReason, uniquingKeysWith: +)
    }
    return Spelling.sorted(counts)
  }

  private var byHour: [Int] {
    statistics.issuers.values.reduce(into: [Int](repeating: 0, count: 24)) { sums, issuer in
      for hour in 0..<24 { sums[hour] += issuer.redsByHour[hour] }
    }
  }

  private var hourLines: [String] {
    let hours = byHour
    let most = max(hours.max() ?? 0, 1)
    return hours.enumerated().map { hour, reds in
      "  " + (hour < 10 ? "0" : "") + "\(hour)  "
        + String(repeating: "█", count: (reds * 40 + most - 1) / most) + " \(reds)"
    }
  }

  private static func row(_ cells: [String], _ texts: any Catalogue) -> String {
    "  "
      + zip(cells, LogReportColumn.allCases).map { cell, column in
        padded(cell, max(column.width, TextColumns.count(texts.column(column)) + 1))
      }.joined()
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - TextColumns.count(text)))
  }

  // MARK: CSV

  /// Issuers' names are identifiers, so no cell needs quotes.
  var csv: [String] {
    ["issuer,day,reds,cases"]
      + issuers.flatMap { name, issuer in
        issuer.redsByDay.sorted { $0.key < $1.key }
          .filter { day, _ in
            statistics.since.map { day >= $0.seconds / 86_400 } ?? true
          }
          .map { day, reds in
            "\(name),\(Spelling.day(day)),\(reds),\(issuer.casesByDay[day] ?? 0)"
          }
      }
  }

  // MARK: JSON

  var json: String {
    var object = JSONObject()
    object.add("origin", believed.checkpoint.origin.description)
    object.add("size", believed.checkpoint.size)
    object.add("root", believed.checkpoint.root.hex)
    object.add("signed_at", believed.time.rfc3339)
    object.add("witnesses", UInt64(believed.witnesses.count))
    object.add("since", statistics.since?.rfc3339)
    object.add("history", UInt64(history))
    object.add("dated_by_own_time", UInt64(ownDated))
    object.add("signatures_checked", areSignaturesChecked)
    object.add("findings", statistics.findings.map(finding))
    object.add("issuers", issuers.map(issuer))
    object.add("reds_by_hour", byHour.map { UInt64($0) })
    object.add(
      "destroyed",
      statistics.destroyed.sorted { $0.key < $1.key }.map { issuer, records in
        var member = JSONObject()
        member.add("issuer", issuer.description)
        member.add("records", records)
        return member
      })
    object.add(
      "ends",
      statistics.endings.map { ending in
        var member = JSONObject()
        member.add("issuer", ending.end.issuer.description)
        member.add("sunset", ending.end.sunset.rfc3339)
        member.add("is_over", ending.end.sunset <= now)
        member.add("registries", UInt64(ending.registries))
        member.add(
          "not_destroyed",
          ending.lacking.map { key, lack in
            var member = JSONObject()
            member.add("key_id", key.hex)
            member.add("lack", lack.word)
            return member
          })
        return member
      })
    object.add("repeated", UInt64(statistics.repeated))
    return object.line
  }

  private func finding(_ finding: LogFinding) -> JSONObject {
    var object = JSONObject()
    object.add("finding", finding.kind.rawValue)
    if let issuer = finding.issuer { object.add("issuer", issuer.description) }
    if let officer = finding.officer {
      object.add("officer", officer.name.description)
      object.add("officer_key", officer.keyIdentifier.hex)
    }
    object.add("count", UInt64(finding.count))
    if let burst = finding.burst {
      object.add("act", burst.act?.word ?? "all")
      object.add("first_day", Spelling.day(burst.days.lowerBound))
      object.add("last_day", Spelling.day(burst.days.upperBound))
      object.add("window_days", UInt64(burst.windowDays))
      object.add("usual", UInt64(burst.usual.rounded()))
      object.add("cases", UInt64(burst.cases))
      var acts = JSONObject()
      for act in CountedAct.allCases { acts.add(act.word, UInt64(burst.acts[act] ?? 0)) }
      object.add("acts", acts)
      object.add("reasons", Self.reasons(burst.reasons))
      object.add("officers", UInt64(burst.officers.count))
    }
    if let wentBack = finding.wentBack {
      object.add("time_before", wentBack.before.rfc3339)
      object.add("time_after", wentBack.after.rfc3339)
    }
    if let shortfall = finding.shortfall {
      object.add("status", shortfall.value.word)
      object.add("changed", shortfall.changed)
    }
    if let ending = finding.ending {
      object.add("sunset", ending.end.sunset.rfc3339)
      object.add("registries", UInt64(ending.registries))
    }
    if let authority = finding.authority { object.add("authority", authority) }
    return object
  }

  private func issuer(_ name: IssuerIdentifier, _ issuer: LogStatistics.Issuer) -> JSONObject {
    var object = JSONObject()
    object.add("issuer", name.description)
    object.add("reds", UInt64(issuer.reds))
    object.add("raised", UInt64(issuer.raises))
    object.add("yellows", UInt64(issuer.yellows))
    object.add("suspended", UInt64(issuer.suspensions))
    object.add("revoked", UInt64(issuer.revocations))
    object.add("one_officer", UInt64(issuer.oneOfficer))
    object.add("reds_by_reason", Self.reasons(issuer.redsByReason))
    return object
  }

  private static func reasons(_ counts: [ActReason?: Int]) -> JSONObject {
    var object = JSONObject()
    for (word, reds) in counts.map({ ($0.key?.word ?? "hidden", $0.value) }).sorted(by: {
      $0.0 < $1.0
    }) {
      object.add(word, UInt64(reds))
    }
    return object
  }
}
