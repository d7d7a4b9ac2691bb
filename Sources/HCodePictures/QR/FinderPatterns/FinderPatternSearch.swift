/// Finds what could be finder patterns: along every second or third row, proved down the column and along the row again.
///
/// The work is bounded by the picture's size, and the number of proofs by a constant: a picture full of
/// patterns ends the search early, and says so.
struct FinderPatternSearch {
  private(set) var patterns: [FinderPattern] = []
  /// Whether the search gave up before it saw everything.
  private(set) var isIncomplete = false

  /// How many were proved that are too small to be read, up to 1.28 pixels a module.
  private(set) var tinyCount = 0

  private static let largestCount = 400

  private var proofsLeft: Int
  private var row = LineEdges()
  private var column = LineEdges()

  init(_ image: LumaImage) {
    proofsLeft = 3000 + image.pixels.count / 200
    image.pixels.withUnsafeBufferPointer { pixels in
      guard let pixels = pixels.baseAddress else { return }
      // A centre of three modules of 1.3 pixels is met by every third row; where it costs little, more rows
      // find the blurred ones.
      let step = image.pixels.count < 1 << 20 ? 2 : 3
      var y = 1
      while y < image.height, !isIncomplete {
        row.scan(pixels + y * image.width, count: image.width, stride: 1)
        var first = 0
        while first + 5 < row.positions.count {
          if row.isFinderPattern(at: first) {
            prove(first, y: y, pixels, width: image.width, height: image.height)
            if isIncomplete { break }
          }
          first += 1
        }
        y += step
      }
    }
  }

  /// Past this many pixels a picture is halved before it is searched: the search for a second code ends there.
  private static let largestArea = 4 << 20

  /// The patterns of a scene.
  struct Found {
    let found: [FinderPattern]
    let isIncomplete: Bool
    /// How often the picture is halved where libzxing would take too long.
    let crowdedLevels: Set<Int>
  }

  /// libzxing weighs all threes of patterns: 300 take it a third of a second each time, 6,000 forever. Noise
  /// makes tiny ones, of which it takes few for patterns.
  private var isCrowd: Bool { isIncomplete || patterns.count > 100 || tinyCount > 400 }

  /// What could be finder patterns in a scene, in its picture's pixels: in the picture itself and, against
  /// noise, in its halves.
  static func patterns(in scene: SearchScene) -> Found {
    var times = 0
    while scene.image.pixels.count >> (2 * times) > largestArea { times += 1 }
    var patterns: [FinderPattern] = []
    var isIncomplete = false
    var crowdedLevels: Set<Int> = []
    while let image = scene.halved(times: times) {
      let search = FinderPatternSearch(image)
      isIncomplete = isIncomplete || search.isIncomplete
      if search.isCrowd { crowdedLevels.insert(times) }
      for found in search.patterns {
        let found = found.enlarged(by: Double(1 << times))
        add(found, to: &patterns)
      }
      times += 1
      if image.shorterSide < 120 { break }
    }
    return Found(found: patterns, isIncomplete: isIncomplete, crowdedLevels: crowdedLevels)
  }

  /// Takes a pattern; of those that are the same the one that more directions agree with. Noise hides them at one
  /// size and not at the next.
  private static func add(_ pattern: FinderPattern, to patterns: inout [FinderPattern]) {
    guard let known = patterns.firstIndex(where: { $0.isSame(as: pattern) }) else {
      patterns.append(pattern)
      return
    }
    if pattern.directions > patterns[known].directions { patterns[known] = pattern }
  }

  /// The patterns of six edges of `row` are one if the column through their middle has them too.
  private mutating func prove(
    _ first: Int, y: Int, _ pixels: UnsafePointer<UInt8>, width: Int, height: Int
  ) {
    let unit = Double(LineEdges.unit)
    let isInverted = row.rises(first)
    let x = Double(row.positions[first + 2] + row.positions[first + 3]) / (2 * unit)
    let across = Double(row.positions[first + 5] - row.positions[first]) / unit
    let line = Double(y)
    let isKnown = patterns.contains { known in
      // A pattern of chance beside a real one must not hide it.
      let reach = known.isProved ? 1.0 : 0.5
      return known.isInverted == isInverted && abs(known.x - x) < 2 * reach * known.moduleWidth
        && abs(known.y - line) < 3 * reach * known.moduleHeight
        && across < 1.6 * 7 * known.moduleWidth && 7 * known.moduleWidth < 1.6 * across
    }
    if isKnown { return }
    guard proofsLeft > 0, patterns.count < Self.largestCount else {
      isIncomplete = true
      return
    }
    proofsLeft -= 1
    // Tilted away by up to 70 degrees, it is three times as high as wide.
    let reach = Int(across * 1.6) + 2
    let top = max(0, y - reach)
    let bottom = min(height, y + reach)
    column.scan(pixels + top * width + min(Int(x), width - 1), count: bottom - top, stride: width)
    let middle = (y - top) * LineEdges.unit
    var edge = 0
    while edge + 5 < column.positions.count {
      defer { edge += 1 }
      guard column.positions[edge + 2] <= middle, middle <= column.positions[edge + 3],
        column.rises(edge) == isInverted, column.isFinderPattern(at: edge)
      else { continue }
      let down = Double(column.positions[edge + 5] - column.positions[edge]) / unit
      guard down < 3.2 * across, across < 3.2 * down else { continue }
      let centre =
        Double(top) + Double(column.positions[edge + 2] + column.positions[edge + 3]) / (2 * unit)
      if across < 9 {
        tinyCount += 1
        return
      }
      var pattern = FinderPattern(
        x: x, y: centre, moduleWidth: across / 7, moduleHeight: down / 7, isInverted: isInverted)
      recentre(&pattern, reach: reach, pixels, width: width, height: height)
      pattern.directions = PatternDirections.agreeing(
        with: pattern, pixels, width: width, height: height)
      Self.add(pattern, to: &patterns)
      return
    }
  }

  /// Measures a pattern along the row through its very centre: the one that it was found by may cut a turned square near
  /// a corner.
  private mutating func recentre(
    _ pattern: inout FinderPattern, reach: Int, _ pixels: UnsafePointer<UInt8>, width: Int,
    height: Int
  ) {
    let left = max(0, Int(pattern.x) - reach)
    let right = min(width, Int(pattern.x) + reach)
    let y = min(max(Int(pattern.y), 0), height - 1)
    column.scan(pixels + y * width + left, count: right - left, stride: 1)
    let middle = (Int(pattern.x) - left) * LineEdges.unit
    var edge = 0
    while edge + 5 < column.positions.count {
      defer { edge += 1 }
      guard column.positions[edge + 2] <= middle, middle <= column.positions[edge + 3],
        column.rises(edge) == pattern.isInverted, column.isFinderPattern(at: edge)
      else { continue }
      let unit = Double(LineEdges.unit)
      pattern.x =
        Double(left) + Double(column.positions[edge + 2] + column.positions[edge + 3]) / (2 * unit)
      pattern.moduleWidth =
        Double(column.positions[edge + 5] - column.positions[edge]) / (7 * unit)
      return
    }
  }
}
