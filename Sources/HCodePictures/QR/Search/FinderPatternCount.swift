/// Counts what an engine could take for finder patterns in a grid of modules, each of them light or dark.
enum FinderPatternCount {
  /// The places through which both a row and a column are one, two, or more modules wide in the proportions of a finder
  /// pattern, dark on light or light on dark. A place is counted once for the run that is its middle.
  static func inGrid(_ isDark: [Bool], side: Int) -> Int {
    var count = 0
    for row in 0..<side {
      let runs = runs(isDark, side: side, from: row * side, step: 1)
      for middle in runs.indices where isPattern(runs, middle) {
        // The middle of a pattern is as high as it is wide: one of its columns shows the same.
        let columns = runs[middle].start..<runs[middle].start + runs[middle].length
        let isCrossed = columns.contains { column in
          let crossing = Self.runs(isDark, side: side, from: column, step: side)
          guard let index = crossing.lastIndex(where: { $0.start <= row }) else { return false }
          // Only in the middle row of the run, so that a pattern is counted once.
          let centre = crossing[index].start + (crossing[index].length - 1) / 2
          return centre == row && isPattern(crossing, index)
        }
        if isCrossed { count += 1 }
      }
    }
    return count
  }

  private struct Run {
    let start: Int
    var length: Int
  }

  private static func runs(_ isDark: [Bool], side: Int, from first: Int, step: Int) -> [Run] {
    var runs: [Run] = []
    for place in 0..<side {
      let isNew = place == 0 || isDark[first + place * step] != isDark[first + (place - 1) * step]
      if isNew {
        runs.append(Run(start: place, length: 1))
      } else {
        runs[runs.count - 1].length += 1
      }
    }
    return runs
  }

  /// Whether the run and the two on each side of it are as 1 : 1 : 3 : 1 : 1, each to within an eighth.
  private static func isPattern(_ runs: [Run], _ middle: Int) -> Bool {
    guard middle >= 2, middle + 2 < runs.count else { return false }
    let lengths = (middle - 2...middle + 2).map { runs[$0].length }
    let whole = lengths.reduce(0, +)
    return zip(lengths, [1, 1, 3, 1, 1]).allSatisfy { length, share in
      8 * abs(7 * length - share * whole) <= share * whole
    }
  }
}
