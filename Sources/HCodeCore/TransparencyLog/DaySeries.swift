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
