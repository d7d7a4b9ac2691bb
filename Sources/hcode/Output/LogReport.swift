import HCodeBase
import HCodeCore

/// What an audit found: the findings first, then the counts.
struct LogReport {
  let statistics: LogStatistics
  let believed: LogPolicy.Believed
  let witnesses: Int
  let seen: Int

  private var issuers: [(IssuerIdentifier, LogStatistics.Issuer)] {
    statistics.issuers.sorted { (-$0.value.reds, $0.key) < (-$1.value.reds, $1.key) }
  }

  private static func day(_ day: Int64) -> String {
    Timestamp(seconds: day * 86_400).map { String($0.rfc3339.prefix(10)) } ?? ""
  }

  // MARK: Text

  var text: [String] {
    let checkpoint = believed.checkpoint
    var lines = [
      "\(checkpoint.origin)  \(checkpoint.size) entries  signed \(believed.time.rfc3339)  \(believed.witnesses.count) of \(witnesses) witnesses",
      "every entry is in the tree"
        + (seen > 0 ? ", which has grown from \(seen) checkpoints seen before" : ""),
      "",
    ]
    let findings = statistics.findings
    lines.append(findings.isEmpty ? "NOTHING TO ASK ABOUT" : "TO ASK ABOUT")
    for (number, finding) in findings.enumerated() {
      lines += sentences(finding).enumerated().map { line, text in
        (line == 0 ? Self.padded("\(number + 1).", 4) : "    ") + text
      }
    }
    lines += ["", "BY ISSUER" + (statistics.since.map { " since \($0.rfc3339)" } ?? "")]
    lines.append(
      Self.row([
        "issuer", "red", "raised", "yellow", "busiest day", "reds", "no order", "1 officer",
      ]))
    let sinceDay = statistics.since.map { $0.seconds / 86_400 } ?? 0
    for (name, issuer) in issuers {
      let busiest = issuer.busiestDay(from: sinceDay)
      lines.append(
        Self.row([
          name.description, "\(issuer.reds)", "\(issuer.raises)", "\(issuer.yellows)",
          busiest.map { Self.day($0.day) } ?? "", "\(busiest?.reds ?? 0)",
          "\(issuer.withoutAuthority)", "\(issuer.oneOfficer)",
        ]))
    }
    lines += ["", "REDS BY REASON"]
    for (reason, reds) in byReason {
      lines.append("  " + Self.padded(reason, 20) + "\(reds)")
    }
    lines += ["", "REDS BY HOUR (UTC)"]
    lines += hourLines
    if statistics.repeated > 0 {
      lines += ["", "\(statistics.repeated) entries repeat one before them and do not count"]
    }
    return lines
  }

  private func sentences(_ finding: LogStatistics.Finding) -> [String] {
    let name = finding.issuer.description
    switch finding.kind {
    case .burst:
      let days = finding.days ?? 0...0
      let cases = finding.cases ?? 0
      return [
        "\(name): \(finding.count) reds in \(days.count) day\(days.count == 1 ? "" : "s"), \(Self.day(days.lowerBound)) to \(Self.day(days.upperBound)); usually \(finding.usual ?? 0) a day",
        cases == 0
          ? "no case behind them: none was logged there in these days and the two weeks before"
          : "\(cases) cases were logged there in these days and the two weeks before",
        "reasons: " + words(finding.reasons.map { ($0.key?.word ?? "none", $0.value) })
          + "; officers: \(finding.officers)",
      ]
    case .oneOrder:
      return ["\(name): \(finding.count) reds on one order, \(finding.authority ?? "")"]
    case .withoutAuthority: return ["\(name): \(finding.count) reds without an authority"]
    case .oneOfficer:
      return ["\(name): \(finding.count) reds that no second officer answers for"]
    case .contradictingEntries:
      return [
        "\(name): \(finding.count) commitments of which entries say different things; the graver of them is counted"
      ]
    }
  }

  private func words(_ counts: [(String, Int)]) -> String {
    counts.sorted { (-$0.1, $0.0) < (-$1.1, $1.0) }.prefix(4).map { "\($0.0) \($0.1)" }
      .joined(separator: ", ")
  }

  private var byReason: [(String, Int)] {
    var counts: [String: Int] = [:]
    for issuer in statistics.issuers.values {
      for (reason, reds) in issuer.redsByReason {
        counts[reason?.word ?? "none", default: 0] += reds
      }
    }
    return counts.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.map { ($0.key, $0.value) }
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

  private static let widths = [20, 7, 8, 8, 13, 7, 10, 9]

  private static func row(_ cells: [String]) -> String {
    "  " + zip(cells, widths).map(padded).joined()
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
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
            "\(name),\(Self.day(day)),\(reds),\(issuer.casesByDay[day] ?? 0)"
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
    object.add("findings", statistics.findings.map(finding))
    object.add("issuers", issuers.map(issuer))
    object.add("reds_by_hour", byHour.map { UInt64($0) })
    object.add("repeated", UInt64(statistics.repeated))
    return object.line
  }

  private func finding(_ finding: LogStatistics.Finding) -> JSONObject {
    var object = JSONObject()
    object.add("finding", finding.kind.rawValue)
    object.add("issuer", finding.issuer.description)
    object.add(
      finding.kind == .contradictingEntries ? "commitments" : "reds", UInt64(finding.count))
    if let days = finding.days {
      object.add("first_day", Self.day(days.lowerBound))
      object.add("last_day", Self.day(days.upperBound))
      object.add("usual", UInt64(finding.usual ?? 0))
      object.add("cases", UInt64(finding.cases ?? 0))
      object.add("officers", UInt64(finding.officers))
      object.add("reds_by_reason", Self.reasons(finding.reasons))
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
    object.add("without_authority", UInt64(issuer.withoutAuthority))
    object.add("one_officer", UInt64(issuer.oneOfficer))
    object.add("reds_by_reason", Self.reasons(issuer.redsByReason))
    return object
  }

  private static func reasons(_ counts: [StatusReason?: Int]) -> JSONObject {
    var object = JSONObject()
    for (word, reds) in counts.map({ ($0.key?.word ?? "none", $0.value) }).sorted(by: {
      $0.0 < $1.0
    }) {
      object.add(word, UInt64(reds))
    }
    return object
  }
}
