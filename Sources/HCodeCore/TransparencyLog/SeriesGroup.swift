/// Series that are compared with each other: those of all issuers, or of the officers of one.
final class SeriesGroup {
  /// One for each member.
  let series: [DaySeries]
  private let span: ClosedRange<Int>
  /// The members that stand for all.
  private let peers: [Int]
  private var counts: [DayWindow: [(count: Int, member: Int)]] = [:]
  private var rises: [DayWindow: [(rise: Double, member: Int)]] = [:]

  /// The busiest are enough for a median, however many names a stranger puts into a log.
  private static let mostPeers = 1000
  /// Fewer windows than this have no median that says what is usual.
  private static let fewestWindows = 4
  /// Fewer others than this say nothing of a rise that is common to all.
  private static let fewestForRise = 5

  /// `span` is from the first day of the log to its last.
  init(_ series: [DaySeries], in span: ClosedRange<Int>) {
    self.series = series
    self.span = span
    peers = Array(
      series.indices.sorted { (-series[$0].total, $0) < (-series[$1].total, $1) }
        .prefix(Self.mostPeers))
  }

  /// What a member did in the windows before that do not overlap: the median. Where the log has begun too late for four of them, the
  /// mean of its days before the window; of a day that has no four before it, the median with the others' present day and the days
  /// afterwards. Nil when there is too little to compare several days with.
  func usual(_ member: Int, in window: DayWindow) -> Double? {
    var found = before(window).map { Double(series[member].count(in: $0)) }
    guard found.count < Self.fewestWindows else { return Self.median(found) }
    guard window.days == 1 else {
      let days = window.first - span.lowerBound
      guard days >= window.days else { return nil }
      let before = series[member].count(in: DayWindow(last: window.first - 1, days: days))
      return Double(before * window.days) / Double(days)
    }
    found += present(window).lazy.filter { $0.member != member }.map { Double($0.count) }
    var later = window.moved(by: 1)
    while found.count < Self.fewestWindows, later.last <= span.upperBound {
      found.append(Double(series[member].count(in: later)))
      later = later.moved(by: 1)
    }
    return Self.median(found)
  }

  /// How much more than usual the others do in a window, by their median; never less than 1.
  func commonRise(without member: Int, in window: DayWindow) -> Double {
    let others = rises(window).filter { $0.member != member }.map(\.rise)
    return others.count < Self.fewestForRise ? 1 : max(1, Self.median(others))
  }

  /// How much more than usual all others together do in a window; never less than 1.
  func jointRise(without member: Int, of whole: DaySeries, in window: DayWindow) -> Double {
    func rest(_ window: DayWindow) -> Double {
      Double(whole.count(in: window) - series[member].count(in: window))
    }
    let usual = Self.median(before(window).map(rest))
    return usual > 0 ? max(1, rest(window) / usual) : 1
  }

  /// What the second-busiest other member does in a window; of one other member what that one does.
  func secondBusiest(without member: Int, in window: DayWindow) -> Int {
    let others = present(window).lazy.filter { $0.member != member }.prefix(2)
    return others.map(\.count).last ?? 0
  }

  /// The windows before that lie in the log, as many as are compared.
  private func before(_ window: DayWindow) -> [DayWindow] {
    let most = DayWindow.lengths.first { $0.days == window.days }?.before ?? 0
    return (1...max(most, 1)).lazy.map { window.moved(by: -$0) }
      .prefix { $0.first >= self.span.lowerBound }
  }

  /// What the peers do in a window, the most first.
  private func present(_ window: DayWindow) -> [(count: Int, member: Int)] {
    if let known = counts[window] { return known }
    let found = peers.map { (count: series[$0].count(in: window), member: $0) }
      .sorted { ($0.count, $1.member) > ($1.count, $0.member) }
    counts[window] = found
    return found
  }

  private func rises(_ window: DayWindow) -> [(rise: Double, member: Int)] {
    if let known = rises[window] { return known }
    var found: [(rise: Double, member: Int)] = []
    for peer in peers {
      if let usual = usual(peer, in: window), usual > 0 {
        found.append((Double(series[peer].count(in: window)) / usual, peer))
      }
    }
    rises[window] = found
    return found
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
