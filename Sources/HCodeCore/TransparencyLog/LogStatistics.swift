package import HCodeBase

/// What a log says, counted: reds by issuer, day, hour, reason, officer and order, and what of it an auditor should ask about
/// (docs/log.md §8).
package struct LogStatistics: Sendable {
  fileprivate typealias Wording = LoggedCommitments.Wording

  /// Why red was set, and by whom.
  struct RedAct: Hashable, Sendable {
    var reason: StatusReason?
    var officer: IssuerIdentifier
  }

  /// What is counted of one issuer.
  package struct Issuer: Sendable {
    /// Red by signature or raise, by day since 1970 (UTC).
    package fileprivate(set) var redsByDay: [Int64: Int] = [:]
    /// Red by hour of the day, 0 to 23 (UTC).
    package fileprivate(set) var redsByHour = [Int](repeating: 0, count: 24)
    /// Red by reason; nil for none.
    package fileprivate(set) var redsByReason: [StatusReason?: Int] = [:]
    /// Red by order; nil for none.
    package fileprivate(set) var redsByAuthority: [ExactText?: Int] = [:]
    /// Why and by whom red was set, by day.
    fileprivate var actsByDay: [Int64: [RedAct: Int]] = [:]
    /// Red because of a case, by day: confirmed or suspected.
    package fileprivate(set) var casesByDay: [Int64: Int] = [:]
    /// Red.
    package fileprivate(set) var reds = 0
    /// Yellow.
    package fileprivate(set) var yellows = 0
    /// Those of the reds that were raised through the status list.
    package fileprivate(set) var raises = 0
    /// Those of the reds that no second officer answers for.
    package fileprivate(set) var oneOfficer = 0
    /// Commitments of codes as signed of which entries say different things.
    package fileprivate(set) var contradicting = 0

    /// Reds without an authority.
    package var withoutAuthority: Int { redsByAuthority[nil] ?? 0 }
    /// Takes in what is said of one commitment; what does not count is part of the baseline alone. Of entries that contradict each
    /// other the graver reading of each thing counts, since any of them may be the one that a checkpoint found.
    fileprivate mutating func add(_ said: [(wording: Wording, time: Timestamp)], since: Timestamp?)
    {
      let reds = said.filter { $0.wording.status == .red }
      guard
        let gravest = (reds.isEmpty ? said : reds).min(by: { Self.gravity($0) < Self.gravity($1) })
      else { return }
      let (wording, time) = gravest
      let day = time.seconds / LogStatistics.daySeconds
      if !reds.isEmpty { redsByDay[day, default: 0] += 1 }
      if said.allSatisfy({ Self.isCase($0.wording.reason) }) { casesByDay[day, default: 0] += 1 }
      guard since.map({ since in said.contains { $0.time >= since } }) ?? true else { return }
      // A code may be raised once more, by another order; one that is signed says one thing.
      if said.count > 1, said.contains(where: { $0.wording.act == .issued }) { contradicting += 1 }
      guard !reds.isEmpty else {
        yellows += 1
        return
      }
      self.reds += 1
      redsByHour[Int(time.seconds % LogStatistics.daySeconds / 3600)] += 1
      redsByReason[wording.reason, default: 0] += 1
      if reds.count == 1 {
        redsByAuthority[wording.authority, default: 0] += 1
      } else {
        for authority in Set(reds.map(\.wording.authority)) {
          redsByAuthority[authority, default: 0] += 1
        }
      }
      actsByDay[day, default: [:]][
        RedAct(reason: wording.reason, officer: wording.officer), default: 0] += 1
      if wording.act == .raised { raises += 1 }
      if reds.contains(where: { $0.wording.secondOfficer == nil }) { oneOfficer += 1 }
    }

    private static func isCase(_ reason: StatusReason?) -> Bool {
      reason == .confirmedCase || reason == .suspectedCase
    }

    /// By which of several readings the day, the reason and the officer are taken: none and what is no case before a case, the
    /// earliest first, and an order among the rest, so that an audit tells the same each time.
    private static func gravity(
      _ said: (wording: Wording, time: Timestamp)
    ) -> (UInt64, Int64, String, String) {
      let reason = said.wording.reason
      return (
        isCase(reason) ? .max : reason?.rawValue ?? 0, said.time.seconds,
        said.wording.officer.description, said.wording.authority?.text ?? ""
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
  /// How many entries stood there before.
  package let repeated: Int
  /// The times of the first and the last.
  package private(set) var span: (first: Timestamp, last: Timestamp)?
  /// Entries before it serve as the baseline alone.
  package let since: Timestamp?

  /// Counts what a log says.
  package init(_ commitments: LoggedCommitments, since: Timestamp? = nil) {
    self.since = since
    repeated = commitments.repeated
    commitments.forEach { said in
      for (_, time) in said {
        span = (min(span?.first ?? time, time), max(span?.last ?? time, time))
      }
      // In place: a copy of the counts of an issuer for each entry would be slow.
      if said.count == 1 {
        issuers[said[0].wording.issuer, default: Issuer()].add(said, since: since)
      } else {
        add(contradicting: said)
      }
    }
  }

  /// Whoever is named as the issuer answers for all that is said in its name.
  private mutating func add(contradicting said: [(wording: Wording, time: Timestamp)]) {
    for (issuer, own) in Dictionary(grouping: said, by: \.wording.issuer) {
      issuers[issuer, default: Issuer()].add(own, since: since)
    }
  }

  static let daySeconds: Int64 = 86_400

  /// Something that an auditor should ask about.
  package struct Finding: Sendable {
    /// What it is, in the words that programs rely on.
    package enum Kind: String, Sendable {
      /// Far more reds on these days than this issuer usually sets.
      case burst
      /// One order for implausibly many.
      case oneOrder = "one-order"
      /// Reds for which no authority is named.
      case withoutAuthority = "without-authority"
      /// Reds that no second officer answers for.
      case oneOfficer = "one-officer"
      /// Commitments of which entries say different things.
      case contradictingEntries = "contradicting-entries"
    }

    /// What it is.
    package let kind: Kind
    /// Whose.
    package let issuer: IssuerIdentifier
    /// How many reds; of entries that contradict each other how many commitments.
    package let count: Int
    /// Of a burst: the first and last day since 1970.
    package let days: ClosedRange<Int64>?
    /// Of a burst: how many reds a day this issuer sets usually, the median of the four weeks before.
    package let usual: Int?
    /// Of a burst: how many cases, confirmed or suspected, the issuer logged in it and the two weeks before.
    package let cases: Int?
    /// The order.
    package let authority: String?
    /// Of a burst: why, and how often.
    package let reasons: [StatusReason?: Int]
    /// Of a burst: how many first officers set it.
    package let officers: Int

    init(
      _ kind: Kind, _ issuer: IssuerIdentifier, count: Int, days: ClosedRange<Int64>? = nil,
      usual: Int? = nil, cases: Int? = nil, authority: String? = nil, acts: [RedAct: Int] = [:]
    ) {
      self.kind = kind
      self.issuer = issuer
      self.count = count
      self.days = days
      self.usual = usual
      self.cases = cases
      self.authority = authority
      reasons = acts.reduce(into: [:]) { $0[$1.key.reason, default: 0] += $1.value }
      officers = Set(acts.keys.map(\.officer)).count
    }
  }

  /// A day counts as a burst from so many reds on, whatever the baseline.
  package static let fewestInBurst = 20
  /// … and from so many times the baseline on.
  package static let burstFactor = 10
  /// One order on more codes than this is asked about.
  package static let mostForOrder = 200
  private static let baselineDays: Int64 = 28
  private static let fewestBaselineDays: Int64 = 7
  private static let caseDays: Int64 = 14

  /// What should be asked about, the most reds first.
  package var findings: [Finding] {
    issuers.flatMap { name, issuer in
      bursts(name, issuer)
        + issuer.redsByAuthority.compactMap { authority, reds -> Finding? in
          guard let authority, reds > Self.mostForOrder else { return nil }
          return Finding(.oneOrder, name, count: reds, authority: authority.text)
        }
        + [
          (Finding.Kind.withoutAuthority, issuer.withoutAuthority),
          (.oneOfficer, issuer.oneOfficer), (.contradictingEntries, issuer.contradicting),
        ].filter { $0.1 > 0 }.map { Finding($0.0, name, count: $0.1) }
    }.sorted { Self.order($0) < Self.order($1) }
  }

  private static func order(_ finding: Finding) -> (Int, Int, String, String) {
    (
      finding.kind == .burst ? 0 : 1, -finding.count, finding.issuer.description,
      finding.authority ?? ""
    )
  }

  /// Days on which an issuer sets many times what it usually does; days in a row are one burst.
  private func bursts(_ name: IssuerIdentifier, _ issuer: Issuer) -> [Finding] {
    guard let span else { return [] }
    let firstDay = span.first.seconds / Self.daySeconds
    let sinceDay = since.map { $0.seconds / Self.daySeconds } ?? firstDay
    var bursts: [ClosedRange<Int64>] = []
    var baselines: [Int] = []
    for (day, reds) in issuer.redsByDay.sorted(by: { $0.key < $1.key }) where day >= sinceDay {
      // Days of the burst itself are no baseline.
      let begin = bursts.last.map { $0.upperBound == day - 1 ? $0.lowerBound : day } ?? day
      let usual = usually(issuer.redsByDay, before: begin, apartFrom: begin...day, span)
      guard reds >= Self.fewestInBurst, reds >= Self.burstFactor * usual else { continue }
      if begin < day {
        bursts[bursts.count - 1] = begin...day
      } else {
        bursts.append(day...day)
        baselines.append(usual)
      }
    }
    return zip(bursts, baselines).map { days, usual in
      Finding(
        .burst, name, count: count(issuer.redsByDay, days), days: days, usual: usual,
        cases: count(issuer.casesByDay, days.lowerBound - Self.caseDays...days.upperBound),
        acts: issuer.actsByDay.filter { days.contains($0.key) }.values.reduce(into: [:]) {
          $0.merge($1, uniquingKeysWith: +)
        })
    }
  }

  private func count(_ byDay: [Int64: Int], _ days: ClosedRange<Int64>) -> Int {
    byDay.reduce(0) { days.contains($1.key) ? $0 + $1.value : $0 }
  }

  /// The median of the four weeks before; of a log that had begun less than a week before, of all its other days.
  private func usually(
    _ byDay: [Int64: Int], before begin: Int64, apartFrom burst: ClosedRange<Int64>,
    _ span: (first: Timestamp, last: Timestamp)
  ) -> Int {
    let (first, last) = (span.first.seconds / Self.daySeconds, span.last.seconds / Self.daySeconds)
    let days =
      begin - first >= Self.fewestBaselineDays
      ? Array(max(first, begin - Self.baselineDays)..<begin)
      : (first...last).filter { !burst.contains($0) }
    let counts = days.map { byDay[$0] ?? 0 }.sorted()
    return counts.isEmpty ? 0 : counts[counts.count / 2]
  }
}
