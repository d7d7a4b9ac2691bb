package import HCodeBase

/// When entries were made, as the checkpoints around them show (docs/log.md §4). An entry's own time is what its issuer says.
package struct LogDates: Sendable {
  /// A known checkpoint as a bound.
  private struct Mark {
    var size: UInt64
    /// Entries that it covers were made before this; nil when too few witnesses say so.
    var upper: Timestamp?
    /// Entries that it does not cover were made after this.
    var lower: Timestamp
  }

  /// The entries between two sizes, and when they were made.
  private struct Span: Sendable {
    var end: UInt64
    var lower: Timestamp
    var upper: Timestamp
  }

  /// A checkpoint whose time lies before that of a smaller one.
  package struct WentBack: Hashable, Sendable {
    /// The latest time of a smaller one.
    package let before: Timestamp
    /// Its own.
    package let after: Timestamp

    package init(before: Timestamp, after: Timestamp) {
      self.before = before
      self.after = after
    }
  }

  /// Ascending by their ends.
  private let spans: [Span]
  private var position = 0
  /// Checkpoints whose time lies before that of a smaller one, by more than two clocks may differ.
  package let wentBack: [WentBack]

  /// Seconds before its lower bound at which an entry may have been asked for.
  private static let longestRequest: Int64 = 7 * 86_400
  /// How long before its upper bound an entry may have been made that no earlier checkpoint bounds.
  private static let longestUnbounded: Int64 = 366 * 86_400
  static let daySeconds: Int64 = 86_400

  /// Orders the checkpoints that are known: those of the history that enough witnesses cosigned, those that were seen, and the present
  /// one, which covers every entry. What too few witnesses cosigned bounds from below only: a log could otherwise date back
  /// without its witnesses.
  package init(
    present: LogPolicy.Believed, history: [LogPolicy.Believed], seen: [LogPolicy.Believed],
    by policy: LogPolicy
  ) {
    var marks = (seen + [present]).map { Self.mark($0, isBoundAbove: true) }
    marks += history.map { Self.mark($0, isBoundAbove: policy.hasQuorum($0)) }
    marks.sort { ($0.size, $0.lower) < ($1.size, $1.lower) }
    // The earliest time of each and all that are larger.
    var upper = [Timestamp](repeating: present.time, count: marks.count)
    var earliest = present.witnessed ?? present.time
    for index in marks.indices.reversed() {
      earliest = min(earliest, marks[index].upper ?? earliest)
      upper[index] = earliest
    }
    var spans: [Span] = []
    var wentBack: [WentBack] = []
    // Ascending.
    var passed: [Timestamp] = []
    for (index, mark) in marks.enumerated() {
      if mark.size > spans.last?.end ?? 0 {
        let count = passed.partitioningIndex { $0 > upper[index] }
        spans.append(
          Span(
            end: mark.size,
            lower: count > 0
              ? passed[count - 1] : upper[index].advanced(bySeconds: -Self.longestUnbounded),
            upper: upper[index]))
      }
      let isTold =
        index > 0 && marks[index - 1].size == mark.size && marks[index - 1].lower == mark.lower
      if !isTold, let before = passed.last, let after = mark.upper,
        after.advanced(bySeconds: Timestamp.clockTolerance) < before
      {
        wentBack.append(WentBack(before: before, after: after))
      }
      passed.insert(mark.lower, at: passed.partitioningIndex { $0 > mark.lower })
    }
    self.spans = spans
    self.wentBack = wentBack
  }

  private static func mark(_ known: LogPolicy.Believed, isBoundAbove: Bool) -> Mark {
    let upper = known.witnessed ?? known.time
    return Mark(
      size: known.checkpoint.size, upper: isBoundAbove ? upper : nil,
      lower: min(known.time, upper))
  }

  /// When an entry was made.
  package struct Date: Hashable, Sendable {
    /// The time that counts.
    package let time: Timestamp
    /// Its own time lies where it cannot be.
    package let isMisdated: Bool
    /// Its own time decided the day: no two checkpoints are within a day of it.
    package let isOwn: Bool
  }

  /// Dates the entry of that index; ask in ascending order. It counts on the day of its upper bound. Where the bounds are more
  /// than a day apart, its own time decides inside them.
  package mutating func date(of index: UInt64, own: Timestamp) -> Date {
    while position + 1 < spans.count, spans[position].end <= index { position += 1 }
    guard position < spans.count else { return Date(time: own, isMisdated: false, isOwn: true) }
    let (lower, upper) = (spans[position].lower, spans[position].upper)
    let isMisdated =
      own > upper.advanced(bySeconds: Timestamp.clockTolerance)
      || own < lower.advanced(bySeconds: -Self.longestRequest)
    let isOwn = upper.seconds - lower.seconds > Self.daySeconds && !isMisdated
    let inside = min(max(own, lower), upper)
    let isOnDay = own == inside && own.seconds / Self.daySeconds == upper.seconds / Self.daySeconds
    return Date(time: isOwn || isOnDay ? inside : upper, isMisdated: isMisdated, isOwn: isOwn)
  }
}

extension Array {
  /// The index of the first element for which the condition holds; it holds for all after that one.
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
