package import HCodeBase

/// What a log says, counted: restrictions by issuer, day, hour, reason, officer and order, and what of it an auditor should ask about
/// (docs/log.md §8).
package struct LogStatistics: Sendable {
  fileprivate typealias Said = (wording: LoggedCommitments.Wording, time: Timestamp)

  /// An act that counts.
  fileprivate struct Act {
    var day: Int
    var act: CountedAct
    var reason: ActReason?
    var officer: Int
    var count: Int
  }

  /// What is counted of one issuer.
  package struct Issuer: Sendable {
    /// Red by signature or raise, by day since 1970 (UTC).
    package fileprivate(set) var redsByDay: [Int64: Int] = [:]
    /// Red by hour of the day, 0 to 23 (UTC).
    package fileprivate(set) var redsByHour = [Int](repeating: 0, count: 24)
    /// Red by reason; nil for none.
    package fileprivate(set) var redsByReason: [ActReason?: Int] = [:]
    /// Restrictions by order, where it is public.
    package fileprivate(set) var byOrder: [ExactText: Int] = [:]
    /// Red because of a case, by day: confirmed or suspected.
    package fileprivate(set) var casesByDay: [Int64: Int] = [:]
    /// Red.
    package fileprivate(set) var reds = 0
    /// Yellow.
    package fileprivate(set) var yellows = 0
    /// Those of the reds that were raised through the status list.
    package fileprivate(set) var raises = 0
    /// Codes that were suspended.
    package fileprivate(set) var suspensions = 0
    /// Codes that were revoked.
    package fileprivate(set) var revocations = 0
    /// Reds, raises, clearings and changes of more than 20 codes that no second officer answers for, by codes.
    package fileprivate(set) var oneOfficer = 0
    /// Commitments of codes as signed of which entries say different things.
    package fileprivate(set) var contradicting = 0
    /// Entries whose own time lies where they cannot have been made.
    package fileprivate(set) var misdated = 0
    /// Entries that no known key of the issuer signed.
    package fileprivate(set) var unsigned = 0
    /// What was done, in no order, before `since` too.
    fileprivate var acts: [Act] = []

    /// Takes in what is said of one commitment; what does not count is part of the baseline alone. Of entries that contradict each
    /// other the graver reading of each thing counts, since any of them may be the one that a checkpoint found.
    fileprivate mutating func add(
      _ said: [Said], since: Timestamp?, officer: (LoggedCommitments.Wording) -> Int
    ) {
      let reds = said.filter { $0.wording.isRed }
      let counted = reds.isEmpty ? said : reds
      guard let gravest = counted.min(by: { Self.gravity($0) < Self.gravity($1) }) else { return }
      let (wording, time) = gravest
      let counts = since.map { since in said.contains { $0.time >= since } } ?? true
      if counts, said.contains(where: { $0.wording.lacksSecondOfficer }) {
        oneOfficer += wording.count
      }
      // A clearing restricts nobody.
      guard let act = CountedAct(wording.kind, wording.status) else { return }
      let day = time.seconds / LogDates.daySeconds
      acts.append(
        Act(
          day: Int(day), act: act, reason: wording.reason, officer: officer(wording),
          count: wording.count))
      if !reds.isEmpty { redsByDay[day, default: 0] += wording.count }
      if said.allSatisfy({ Self.isCase($0.wording.reason) }) {
        casesByDay[day, default: 0] += wording.count
      }
      guard counts else { return }
      if said.count > 1 { contradicting += 1 }
      for order in Set(counted.compactMap(\.wording.order)) {
        byOrder[order, default: 0] += wording.count
      }
      switch act {
      case .yellow: yellows += wording.count
      case .suspended: suspensions += wording.count
      case .revoked: revocations += wording.count
      case .red, .raised:
        self.reds += wording.count
        redsByHour[Int(time.seconds % LogDates.daySeconds / 3600)] += wording.count
        redsByReason[wording.reason, default: 0] += wording.count
        if act == .raised { raises += wording.count }
      }
    }

    private static func isCase(_ reason: ActReason?) -> Bool {
      reason == .status(.confirmedCase) || reason == .status(.suspectedCase)
    }

    /// By which of several readings the day, the reason and the officer are taken: none and what is no case before a case, the
    /// earliest first, and an order among the rest, so that an audit tells the same each time.
    private static func gravity(_ said: Said) -> (UInt64, Int64, String, String) {
      let reason = said.wording.reason
      return (
        isCase(reason) ? .max : reason?.rawValue ?? 0, said.time.seconds,
        said.wording.officer.name.description, said.wording.order?.text ?? ""
      )
    }

    /// The day with the most reds from that one on, and how many.
    package func busiestDay(from first: Int64) -> (day: Int64, reds: Int)? {
      redsByDay.filter { $0.key >= first }.max { ($0.value, $1.key) < ($1.value, $0.key) }
        .map { ($0.key, $0.value) }
    }
  }

  /// By issuer.
  package private(set) var issuers: [IssuerIdentifier: Issuer] = [:]
  /// What is said of each registry, by issuer and code key.
  private let registries: [IssuerIdentifier: [KeyIdentifier: LoggedRegistry]]
  /// Issuers whose end is set, and what the log says of it, by name.
  package private(set) var endings: [Ending] = []
  /// How many entries stood there before.
  package let repeated: Int
  /// The times of the first and the last.
  package private(set) var span: (first: Timestamp, last: Timestamp)?
  /// Entries before it serve as the baseline alone.
  package let since: Timestamp?
  /// What should be asked about, in the order in which an auditor reads it.
  package private(set) var findings: [LogFinding] = []
  private var officers: [LogOfficer] = []

  /// Counts what a log says. `wentBack` are the checkpoints whose time went back, `unaccounted` what status lists change without it.
  /// `ends` are the issuers whose end is known, and `now` is when it is asked.
  package init(
    _ commitments: LoggedCommitments, wentBack: [LogDates.WentBack] = [],
    unaccounted: [LogFinding] = [], since: Timestamp? = nil, ends: [IssuerEnd] = [],
    at now: Timestamp? = nil
  ) {
    self.since = since
    repeated = commitments.repeated
    var (issuers, span): ([IssuerIdentifier: Issuer], (first: Timestamp, last: Timestamp)?) = (
      [:], nil
    )
    var numbers: [LogOfficer: Int] = [:]
    var officers: [LogOfficer] = []
    func officer(_ wording: LoggedCommitments.Wording) -> Int {
      let officer = wording.officer
      if let number = numbers[officer] { return number }
      numbers[officer] = officers.count
      officers.append(officer)
      return officers.count - 1
    }
    commitments.forEach { said in
      for (_, time) in said {
        span = (min(span?.first ?? time, time), max(span?.last ?? time, time))
      }
      // In place: a copy of the counts of an issuer for each entry would be slow.
      if said.count == 1 {
        issuers[said[0].wording.issuer, default: Issuer()].add(said, since: since, officer: officer)
      } else {
        // Whoever is named as the issuer answers for all that is said in its name.
        for (issuer, own) in Dictionary(grouping: said, by: \.wording.issuer) {
          issuers[issuer, default: Issuer()].add(own, since: since, officer: officer)
        }
      }
    }
    for (issuer, times) in commitments.misdated {
      issuers[issuer, default: Issuer()].misdated =
        times.filter { time, _ in since.map { time >= $0 } ?? true }.values.reduce(0, +)
    }
    for (issuer, times) in commitments.unsigned {
      issuers[issuer, default: Issuer()].unsigned =
        times.filter { time, _ in since.map { time >= $0 } ?? true }.values.reduce(0, +)
    }
    registries = commitments.registries
    self.issuers = issuers
    self.span = span
    self.officers = officers
    endings = ends.sorted { $0.issuer < $1.issuer }.compactMap(ending)
    findings =
      (bursts + plainFindings + unaccounted + notDestroyed(at: now) + destroyedTwice
      + (wentBack.isEmpty
        ? [] : [LogFinding(.clockWentBack, nil, count: wentBack.count, wentBack: wentBack.first)]))
      .sorted { Self.order($0) < Self.order($1) }
  }

  /// One order on more codes than this is asked about.
  package static let mostForOrder = 200
  private static let caseDays: Int64 = 14

  private static func order(_ finding: LogFinding) -> (Int, Int, String, String, Int64) {
    (
      finding.rank, -finding.count, finding.issuer?.description ?? "",
      finding.officer?.name.description ?? finding.authority ?? "",
      finding.burst?.days.lowerBound ?? 0
    )
  }

  /// How many records of codes each issuer says that it has destroyed.
  package var destroyed: [IssuerIdentifier: UInt64] {
    registries.mapValues { own in
      own.values.flatMap(\.claims).reduce(0) { sum, claim in
        let (next, isOver) = sum.addingReportingOverflow(claim.records)
        return isOver ? .max : next
      }
    }.filter { name, _ in
      registries[name]?.values.contains { !$0.claims.isEmpty } ?? false
    }
  }

  /// An issuer whose end is set: which of its registries do not count as destroyed.
  package struct Ending: Sendable {
    /// Who, and when.
    package let end: IssuerEnd
    /// How many registries it has.
    package let registries: Int
    /// Those that are not destroyed, and why.
    package let lacking: [(key: KeyIdentifier, lack: LoggedRegistry.Lack)]
  }

  /// What the log says of the end of an issuer; nil of one that has nothing to do with it.
  private func ending(_ end: IssuerEnd) -> Ending? {
    let logged = registries[end.issuer] ?? [:]
    guard end.isOfThisLog || !logged.isEmpty || issuers[end.issuer] != nil else { return nil }
    let keys = Set(end.keys).union(logged.keys).sorted { $0.hex < $1.hex }
    return Ending(
      end: end, registries: keys.count,
      lacking: keys.compactMap { key in
        (logged[key] ?? LoggedRegistry()).lack(endedAt: end.sunset).map { (key, $0) }
      })
  }

  private func notDestroyed(at now: Timestamp?) -> [LogFinding] {
    guard let now else { return [] }
    return endings.filter { $0.end.sunset <= now && !$0.lacking.isEmpty }.map {
      LogFinding(.notDestroyed, $0.end.issuer, count: $0.lacking.count, ending: $0)
    }
  }

  private var destroyedTwice: [LogFinding] {
    registries.compactMap { name, own in
      let count = own.values.count { $0.claims.count > 1 }
      return count > 0 ? LogFinding(.destroyedTwice, name, count: count) : nil
    }
  }

  private var plainFindings: [LogFinding] {
    issuers.flatMap { name, issuer in
      issuer.byOrder.compactMap { order, count -> LogFinding? in
        guard count > Self.mostForOrder else { return nil }
        return LogFinding(.oneOrder, name, count: count, authority: order.text)
      }
        + [
          (LogFinding.Kind.misdated, issuer.misdated), (.unsigned, issuer.unsigned),
          (.oneOfficer, issuer.oneOfficer), (.contradictingEntries, issuer.contradicting),
        ].filter { $0.1 > 0 }.map { LogFinding($0.0, name, count: $0.1) }
    }
  }

  /// Days on which an office or one of its officers did far more than usual.
  private var bursts: [LogFinding] {
    guard let span else { return [] }
    let days =
      Int(span.first.seconds / LogDates.daySeconds)...Int(span.last.seconds / LogDates.daySeconds)
    let search = BurstSearch(
      span: days, since: since.map { Int($0.seconds / LogDates.daySeconds) } ?? days.lowerBound)
    let names = issuers.keys.sorted()
    let acts = names.map { name in
      (issuers[name]?.acts ?? []).sorted { $0.day < $1.day }
    }
    var findings: [LogFinding] = []
    let offices = search.offices(acts.map { $0.map(Self.counted) })
    for (number, name) in names.enumerated() {
      for hits in BurstSearch.questions(offices[number]) {
        findings += finding(.burst, name, hits, acts[number], nil)
      }
      // Officers are numbered within their office here: the series of an office are as many as its officers.
      let own = Set(acts[number].map(\.officer)).sorted()
      let places = Dictionary(uniqueKeysWithValues: own.enumerated().map { ($1, $0) })
      let counted = acts[number].map { act in
        var counted = Self.counted(act)
        counted.officer = places[act.officer] ?? 0
        return counted
      }
      for (place, hits) in search.officers(counted, count: own.count).enumerated()
      where !hits.isEmpty {
        let theirs = acts[number].filter { $0.officer == own[place] }
        for question in BurstSearch.questions(hits) {
          findings += finding(.officerBurst, name, question, theirs, officers[own[place]])
        }
      }
    }
    return findings
  }

  private static func counted(_ act: Act) -> BurstSearch.Act {
    BurstSearch.Act(day: act.day, act: act.act, officer: act.officer, count: act.count)
  }

  /// One question about windows that overlap or follow each other. The shortest show best which days they are.
  private func finding(
    _ kind: LogFinding.Kind, _ name: IssuerIdentifier, _ hits: [BurstSearch.Hit], _ acts: [Act],
    _ officer: LogOfficer?
  ) -> [LogFinding] {
    guard let shortest = hits.map(\.window.days).min() else { return [] }
    let closest = hits.filter { $0.window.days == shortest }
    guard let most = closest.max(by: { ($0.excess, $1.window.last) < ($1.excess, $0.window.last) }),
      let first = closest.map(\.window.first).min(), let last = closest.map(\.window.last).max()
    else { return [] }
    let inside = acts.filter { (first...last).contains($0.day) }
    func counts<Key>(_ key: (Act) -> Key) -> [Key: Int] {
      inside.reduce(into: [:]) { $0[key($1), default: 0] += $1.count }
    }
    let days = Int64(first)...Int64(last)
    let burst = LogFinding.Burst(
      days: days, act: most.act, windowDays: shortest, usual: most.usual,
      cases: cases(of: name, in: days.lowerBound - Self.caseDays...days.upperBound),
      acts: counts(\.act), reasons: counts(\.reason), officers: counts { officers[$0.officer] })
    let count = most.act.map { burst.acts[$0] ?? 0 } ?? inside.reduce(0) { $0 + $1.count }
    return [LogFinding(kind, name, count: count, officer: officer, burst: burst)]
  }

  private func cases(of name: IssuerIdentifier, in days: ClosedRange<Int64>) -> Int {
    (issuers[name]?.casesByDay ?? [:]).reduce(0) { days.contains($1.key) ? $0 + $1.value : $0 }
  }
}

extension LoggedCommitments.Wording {
  /// Whether it made codes red, by signature or by the status list.
  fileprivate var isRed: Bool { kind == .raised || status == .red }

  /// Whether two officers should answer for it and one does.
  fileprivate var lacksSecondOfficer: Bool {
    !hasSecondOfficer
      && (isRed || kind == .cleared
        || kind.isChange && count > Int(LogAct.mostWithoutGrounds))
  }
}
