/// How often something happened on each day, to be summed over windows of days without walking through them.
struct DaySeries {
  /// The days on which it happened, ascending, since 1970.
  private(set) var days: [Int] = []
  /// How often it happened up to each of them.
  private var sums: [Int] = []

  /// How often in all.
  var total: Int { sums.last ?? 0 }

  /// Counts what happened on a day, which is none before the last one.
  mutating func add(_ count: Int, on day: Int) {
    if days.last == day {
      sums[sums.count - 1] += count
    } else {
      days.append(day)
      sums.append(total + count)
    }
  }

  /// How often it happened in a window.
  func count(in window: DayWindow) -> Int { sum(upTo: window.last) - sum(upTo: window.first - 1) }

  private func sum(upTo day: Int) -> Int {
    var (low, high) = (0, days.count)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] > day { high = middle } else { low = middle + 1 }
    }
    return low > 0 ? sums[low - 1] : 0
  }
}

/// Days in a row.
struct DayWindow: Hashable {
  /// The last day.
  let last: Int
  /// How many days.
  let days: Int

  /// The first day.
  var first: Int { last - days + 1 }

  /// The window of that length so many windows later, or earlier where negative.
  func moved(by windows: Int) -> DayWindow { DayWindow(last: last + windows * days, days: days) }

  /// The lengths of windows in which acts are counted, and with how many windows before each it is compared.
  static let lengths = [(days: 1, before: 28), (days: 7, before: 8), (days: 28, before: 4)]
}
