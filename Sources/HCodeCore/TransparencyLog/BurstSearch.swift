/// Finds the windows in which an office or an officer did far more than usual (docs/log.md §8).
struct BurstSearch {
  /// A window with more than can be expected.
  struct Hit {
    var window: DayWindow
    /// What was done; nil for all acts together.
    var act: CountedAct?
    var usual: Double
    /// How many times the count that is asked about.
    var excess: Double
  }

  /// Acts on a day by one officer.
  struct Act {
    var day: Int
    var act: CountedAct
    var officer: Int
    var count: Int
  }

  /// From the first day of the log to its last.
  let span: ClosedRange<Int>
  /// Windows that end earlier are only compared with.
  let since: Int

  /// An office is asked about at so many times its usual …
  static let officeFactor = 3.0
  /// … and so many more.
  static let officeMargin = 20.0
  /// An officer at so many times the usual …
  static let officerFactor = 4.0
  /// … and so many more.
  static let officerMargin = 30.0

  /// The series of each act and, last, of all together.
  private static let kinds: [CountedAct?] = CountedAct.allCases + [nil]

  /// The windows to ask each office about. `acts` are each office's, by day.
  func offices(_ acts: [[Act]]) -> [[Hit]] {
    var hits = [[Hit]](repeating: [], count: acts.count)
    for kind in Self.kinds {
      let group = SeriesGroup(acts.map { Self.series($0, of: kind) }, in: span)
      for office in acts.indices {
        hits[office] += search(group, office, kind, margin: Self.officeMargin) {
          window, usual, count in
          let bound = Self.officeFactor * usual + Self.officeMargin
          guard count >= bound else { return bound }
          return Self.officeFactor * usual * group.commonRise(without: office, in: window)
            + Self.officeMargin
        }
      }
    }
    return hits
  }

  /// The windows to ask each officer of an office about; of an only officer the office is asked.
  func officers(_ acts: [Act], count: Int) -> [[Hit]] {
    var hits = [[Hit]](repeating: [], count: count)
    guard count > 1 else { return hits }
    for kind in Self.kinds {
      var each = [DaySeries](repeating: DaySeries(), count: count)
      for act in acts where kind == nil || act.act == kind {
        each[act.officer].add(act.count, on: act.day)
      }
      let whole = Self.series(acts, of: kind)
      let group = SeriesGroup(each, in: span)
      for officer in each.indices {
        hits[officer] += search(group, officer, kind, margin: Self.officerMargin) {
          window, usual, count in
          let bound = Self.officerFactor * usual + Self.officerMargin
          guard count >= bound else { return bound }
          let rise = group.jointRise(without: officer, of: whole, in: window)
          let second = Double(group.secondBusiest(without: officer, in: window))
          return Self.officerFactor * max(usual * rise, second) + Self.officerMargin
        }
      }
    }
    return hits
  }

  /// The windows in which a member reaches its bound. A window is fullest when it ends with an act.
  private func search(
    _ group: SeriesGroup, _ member: Int, _ kind: CountedAct?, margin: Double,
    bound: (DayWindow, _ usual: Double, _ count: Double) -> Double
  ) -> [Hit] {
    var hits: [Hit] = []
    let series = group.series[member]
    guard Double(series.total) >= margin else { return [] }
    for day in series.days where day >= since {
      for length in DayWindow.lengths {
        let window = DayWindow(last: day, days: length.days)
        let count = Double(series.count(in: window))
        guard count >= margin, let usual = group.usual(member, in: window) else { continue }
        let bound = bound(window, usual, count)
        if count >= bound {
          hits.append(Hit(window: window, act: kind, usual: usual, excess: count / bound))
        }
      }
    }
    return hits
  }

  private static func series(_ acts: [Act], of kind: CountedAct?) -> DaySeries {
    var series = DaySeries()
    for act in acts where kind == nil || act.act == kind { series.add(act.count, on: act.day) }
    return series
  }

  /// Windows that overlap or follow each other are one question.
  static func questions(_ hits: [Hit]) -> [[Hit]] {
    var questions: [[Hit]] = []
    var last = 0
    for hit in hits.sorted(by: {
      ($0.window.first, $0.window.last) < ($1.window.first, $1.window.last)
    }) {
      if questions.isEmpty || hit.window.first > last + 1 {
        questions.append([])
        last = hit.window.last
      }
      questions[questions.count - 1].append(hit)
      last = max(last, hit.window.last)
    }
    return questions
  }
}
