/// Three finder patterns that could be one symbol's.
struct SymbolCandidate: Sendable {
  /// The one at the right angle, and the two others.
  let corner: FinderPattern
  let others: (FinderPattern, FinderPattern)
  /// From the corner's centre to the others'.
  let legs: (x: (x: Double, y: Double), y: (x: Double, y: Double))
  /// How many modules the legs have, by the widths of the three.
  let modules: Double
  /// How much the three look like a symbol's (`likelihood(in:)`); 0 before it was measured.
  private(set) var likelihood = 0.0
  /// How far from a flat symbol, 0 the least.
  private(set) var distortion: Double

  /// All three.
  var patterns: [FinderPattern] { [corner, others.0, others.1] }

  /// The fourth corner's centre if the symbol lies flat.
  var fourth: (x: Double, y: Double) {
    (others.0.x + others.1.x - corner.x, others.0.y + others.1.y - corner.y)
  }

  /// The side of a module in pixels, roughly.
  var moduleSide: Double {
    (Self.length(legs.x) + Self.length(legs.y)) / (2 * modules)
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
    let legs = (
      x: (x: first.x - corner.x, y: first.y - corner.y),
      y: (x: second.x - corner.x, y: second.y - corner.y)
    )
    let a = Self.length(legs.x)
    let b = Self.length(legs.y)
    guard a > 0, b > 0 else { return nil }
    let cosine = (legs.x.x * legs.y.x + legs.x.y * legs.y.y) / (a * b)
    guard abs(cosine) < 0.75, a < 3 * b, b < 3 * a else { return nil }
    // From centre to centre it is 14 modules in version 1 and 170 in version 40; each pattern tells how many.
    let patterns = [corner, first, second]
    let counts = patterns.map { $0.modules(along: legs.x, legs.y) }
    guard let least = counts.min(), let most = counts.max(), least > 8, most < 230,
      most < 2.5 * least, patterns.count(where: \.isProved) >= 2
    else { return nil }
    self.corner = corner
    others = (first, second)
    self.legs = legs
    modules = (least * most).squareRoot()
    distortion =
      abs(cosine) + (a > b ? a / b : b / a) - 1 + most / least - 1
      // On a sheet the same patterns of neighbouring codes stand in squares too, in larger ones.
      + most / 250
  }

  /// The candidates among these patterns of a scene, the likeliest first, and at most `limit` or four for each pattern.
  ///
  /// Two of the three must be proved: inside a large symbol many patterns seem to be, and stand nearer than its corners.
  /// The neighbours of each are bounded in number, so that many patterns do not make it slow.
  static func among(
    _ patterns: [FinderPattern], in scene: SearchScene, limit: Int = 150
  ) -> [SymbolCandidate] {
    let limit = max(limit, 4 * patterns.count)
    let likely = patterns.filter(\.isLikely)
    var candidates: [SymbolCandidate] = []
    func add(_ corner: FinderPattern, _ first: FinderPattern, _ second: FinderPattern) {
      guard var candidate = SymbolCandidate(corner: corner, first, second) else { return }
      candidate.likelihood = candidate.likelihood(in: scene)
      guard candidate.likelihood >= leastLikelihood else { return }
      candidate.distortion += 4 * (1 - candidate.likelihood)
      candidates.append(candidate)
    }
    for pattern in likely where pattern.isProved {
      let near = likely.filter { $0 != pattern && $0.couldBelong(with: pattern) }
        .map { (distance: square($0.x - pattern.x) + square($0.y - pattern.y), pattern: $0) }
        .sorted { $0.distance < $1.distance }
        .map(\.pattern)
      // The clearest are looked for further off: between the corners of a large symbol many seem to be proved.
      let clear = near.filter(\.isClear).prefix(10)
      let proved = clear + near.filter { $0.isProved && !$0.isClear }.prefix(10)
      let others = near.filter { !$0.isProved }.prefix(20)
      for (index, second) in proved.enumerated() {
        for third in proved.dropFirst(index + 1) where third.couldBelong(with: second) {
          add(pattern, second, third)
        }
        for third in others where third.couldBelong(with: second) {
          add(pattern, second, third)
          // Or the one that is not proved is the corner.
          if (pattern.y, pattern.x) < (second.y, second.x) { add(third, pattern, second) }
        }
      }
    }
    candidates.sort {
      ($0.isLikely ? 0 : 1, $0.distortion) < ($1.isLikely ? 0 : 1, $1.distortion)
    }
    return Array(candidates.prefix(limit))
  }

  private static func length(_ leg: (x: Double, y: Double)) -> Double {
    (leg.x * leg.x + leg.y * leg.y).squareRoot()
  }

  private static func square(_ value: Double) -> Double { value * value }
}
