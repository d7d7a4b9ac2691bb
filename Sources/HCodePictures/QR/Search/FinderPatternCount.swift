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
      if isNew { runs.append(Run(start: place, length: 1)) } else { runs[runs.count - 1].length += 1 }
    }
    return runs
  }

  /// Whether the run and the two on each side of it are as 1 : 1 : 3 : 1 : 1, as loosely as the loosest engine takes it: the
  /// middle more than one and a half times each neighbour, and they within a factor of two. The outermost may be longer
  /// than they should, where something dark begins beside them.
  private static func isPattern(_ runs: [Run], _ middle: Int) -> Bool {
    guard middle >= 2, middle + 2 < runs.count else { return false }
    let (wide, left, right) = (runs[middle].length, runs[middle - 1].length, runs[middle + 1].length)
    let ends = (runs[middle - 2].length, runs[middle + 2].length)
    let narrow = max(left, right)
    return 2 * wide >= 3 * narrow && wide <= 5 * min(left, right) && narrow <= 2 * min(left, right)
      && 2 * min(ends.0, ends.1) >= narrow
  }
}
