/// Three finder patterns that could be one symbol's.
struct SymbolCandidate: Sendable {
  /// The one at the right angle, and the two others.
  let corner: FinderPattern
  let others: (FinderPattern, FinderPattern)
  /// How far from a flat symbol, 0 the least.
  let distortion: Double

  /// All three.
  var patterns: [FinderPattern] { [corner, others.0, others.1] }

  /// The fourth corner's centre if the symbol lies flat.
  var fourth: (x: Double, y: Double) {
    (others.0.x + others.1.x - corner.x, others.0.y + others.1.y - corner.y)
  }

  /// The side of a module in pixels, roughly.
  var moduleSide: Double {
    (corner.moduleSide + others.0.moduleSide + others.1.moduleSide) / 3
  }

  /// All of the symbol and a quiet zone, with room for perspective.
  var box: PixelBox {
    let (fourthX, fourthY) = fourth
    let xs = [corner.x, others.0.x, others.1.x, fourthX]
    let ys = [corner.y, others.0.y, others.1.y, fourthY]
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 0)
    let (top, bottom) = (ys.min() ?? 0, ys.max() ?? 0)
    let border = 7 * 1.3 * moduleSide + 0.08 * max(right - left, bottom - top)
    return PixelBox(
      left: Int(left - border), top: Int(top - border), right: Int(right + border),
      bottom: Int(bottom + border))
  }

  /// Nil when the angle or the sides are none of a symbol's, however it is held.
  init?(corner: FinderPattern, _ first: FinderPattern, _ second: FinderPattern) {
    let (ax, ay) = (first.x - corner.x, first.y - corner.y)
    let (bx, by) = (second.x - corner.x, second.y - corner.y)
    let a = (ax * ax + ay * ay).squareRoot()
    let b = (bx * bx + by * by).squareRoot()
    guard a > 0, b > 0 else { return nil }
    let cosine = (ax * bx + ay * by) / (a * b)
    guard abs(cosine) < 0.75, a < 3 * b, b < 3 * a else { return nil }
    // From centre to centre it is 14 modules in version 1 and 170 in version 40, on both sides alike. A
    // turned module is longer along a row.
    let turn = max(abs(ax), abs(ay)) / a
    let modules = [(a, first), (b, second)].map { leg, other in
      leg / ((corner.moduleSide + other.moduleSide) / 2 * turn)
    }
    guard modules[0] > 10, modules[1] > 10, modules[0] < 230, modules[1] < 230,
      modules[0] < 2.2 * modules[1], modules[1] < 2.2 * modules[0]
    else { return nil }
    let sizes = [corner.moduleSide, first.moduleSide, second.moduleSide]
    let spread = (sizes.max() ?? 1) / max(sizes.min() ?? 1, 0.1)
    let proved = [corner, first, second].count { $0.isProved }
    guard proved >= 1 else { return nil }
    self.corner = corner
    others = (first, second)
    distortion =
      abs(cosine) + (a > b ? a / b : b / a) - 1 + spread - 1 + Double(3 - proved) / 2
      // On a sheet the same patterns of neighbouring codes stand in squares too, in larger ones.
      + (modules[0] + modules[1]) / 500
  }

  /// The candidates among these patterns, the least distorted first, and at most `limit` or four for each pattern.
  ///
  /// Each pattern is tried as the corner of its nearest neighbours only, so that many patterns do not
  /// make it slow: those of one symbol stand nearer than most of the next one's.
  static func among(_ patterns: [FinderPattern], limit: Int = 150) -> [SymbolCandidate] {
    let limit = max(limit, 4 * patterns.count)
    var candidates: [SymbolCandidate] = []
    for corner in patterns {
      let near = patterns.filter { $0 != corner && $0.couldBelong(with: corner) }
        .map { (distance: square($0.x - corner.x) + square($0.y - corner.y), pattern: $0) }
        .sorted { $0.distance < $1.distance }
        .prefix(10)
      for (index, first) in near.enumerated() {
        for second in near.dropFirst(index + 1)
        where first.pattern.couldBelong(with: second.pattern) {
          guard
            let candidate = SymbolCandidate(corner: corner, first.pattern, second.pattern)
          else { continue }
          candidates.append(candidate)
        }
      }
    }
    candidates.sort { $0.distortion < $1.distortion }
    return Array(candidates.prefix(limit))
  }

  private static func square(_ value: Double) -> Double { value * value }
}
