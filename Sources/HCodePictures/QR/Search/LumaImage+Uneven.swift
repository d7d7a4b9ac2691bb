/// Where a picture is not plain.
extension LumaImage {
  /// A difference from a level up to which a pixel still counts as of that level.
  private static let sameLevel = 12
  /// How many parts of a picture are looked at, the largest first.
  private static let mostParts = 5

  /// The parts of the picture that are not of its most common grey, none of them more than half of it.
  var unevenParts: [(image: LumaImage, origin: PixelPoint)] {
    let counts = levelCounts
    let ground = counts.indices.max { counts[$0] < counts[$1] } ?? 255
    return boxes(without: [Self.near(ground, by: Self.sameLevel)], atLeast: 1).compactMap { box in
      part(box).map { ($0, PixelPoint(x: box.left, y: box.top)) }
    }
  }

  /// The parts of the picture that have levels of their own, stretched to full contrast on white, none of them more than half of it.
  ///
  /// The commonest levels, so many of them, are taken for those of a drawn code and of the ground that it stands on, and made white.
  /// So a code of few levels in or beside a clear one is seen. Lines of one or two pixels, such as the edges of modules, do not count.
  /// Where places are given, only the parts that touch one of them.
  func foreignParts(
    besides number: Int = 3, near places: [PixelBox]? = nil
  ) -> [(image: LumaImage, origin: PixelPoint)] {
    let (common, share) = commonLevels(number)
    guard share > 0.5 else { return [] }
    return boxes(without: common, atLeast: 3, near: places).compactMap { box in
      part(box)?.stretched(without: common).map { ($0, PixelPoint(x: box.left, y: box.top)) }
    }
  }

  /// Whether most of the picture has a few levels, as a screen's picture has and a photo has not.
  var hasFewLevels: Bool { commonLevels(4).share >= 0.8 }

  /// Of how many pixels one is counted. Odd, and so through all columns of most pictures.
  var levelStep: Int { pixels.count >> 16 | 1 }

  /// How many pixels have each level. Large pictures are sampled.
  var levelCounts: [Int] {
    var counts = [Int](repeating: 0, count: 256)
    let step = levelStep
    pixels.withUnsafeBufferPointer { pixels in
      for place in stride(from: 0, to: pixels.count, by: step) { counts[Int(pixels[place])] += 1 }
    }
    return counts
  }

  private static func near(_ level: Int, by difference: Int) -> ClosedRange<UInt8> {
    UInt8(max(0, level - difference))...UInt8(min(255, level + difference))
  }

  /// The commonest levels, so many of them, each with those next to it, and which share of the pixels has one of them.
  private func commonLevels(_ number: Int) -> (levels: [ClosedRange<UInt8>], share: Double) {
    var counts = levelCounts
    let all = counts.reduce(0, +)
    let levels = (0..<number).map { _ in
      let level = counts.indices.max { counts[$0] < counts[$1] } ?? 0
      let levels = Self.near(level, by: 6)
      for near in levels { counts[Int(near)] = 0 }
      return levels
    }
    return (levels, 1 - Double(counts.reduce(0, +)) / Double(max(all, 1)))
  }

  /// All levels but some stretched to all between black and white, those white.
  private func stretched(without levels: [ClosedRange<UInt8>]) -> LumaImage? {
    let isMeant = (0...255).map { level in !levels.contains { $0.contains(UInt8(level)) } }
    var counts = [Int](repeating: 0, count: 256)
    for pixel in pixels where isMeant[Int(pixel)] { counts[Int(pixel)] += 1 }
    // All but a twentieth at each end, so that no edge or speck decides.
    let bound = counts.reduce(0, +) / 20
    var (low, high) = (0, 255)
    var (below, above) = (counts[0], counts[255])
    while low < 255, below <= bound {
      low += 1
      below += counts[low]
    }
    while high > low, above <= bound {
      high -= 1
      above += counts[high]
    }
    let stretched = (0...255).map { level in
      isMeant[level] ? UInt8(min(max((level - low) * 255 / max(high - low, 1), 0), 255)) : 255
    }
    return LumaImage(
      width: width, height: height, pixels: pixels.map { stretched[Int($0)] },
      isIncomplete: isIncomplete)
  }

  /// Boxes, each with a margin, round the pixels that are of no such level, together with so many in each direction: one for what
  /// hangs together. None that is more than half of the picture; the largest first.
  private func boxes(
    without levels: [ClosedRange<UInt8>], atLeast side: Int, near places: [PixelBox]? = nil
  ) -> [PixelBox] {
    let cell = 16
    let columns = (width + cell - 1) / cell
    var marks = [Bool](repeating: false, count: columns * ((height + cell - 1) / cell))
    guard width >= side, height >= side else { return [] }
    let ranges = levels.map {
      (
        low: SIMD16(repeating: $0.lowerBound),
        spread: SIMD16(repeating: $0.upperBound - $0.lowerBound)
      )
    }
    let (one, enough) = (SIMD16<UInt8>(repeating: 1), SIMD16(repeating: UInt8(side)))
    // For each column how many rows in turn, this one the last, are of no such level; a cell of room before, and whole cells.
    var inTurn = [UInt8](repeating: 0, count: cell * (columns + 1))
    var line = [UInt8](repeating: levels.first?.lowerBound ?? 0, count: cell * columns)
    inTurn.withUnsafeMutableBytes { inTurn in
      line.withUnsafeMutableBytes { line in
        for row in 0..<height {
          line.copyBytes(from: pixels[row * width..<(row + 1) * width])
          let mark = row / cell * columns
          for place in 0..<columns {
            let values = line.loadUnaligned(fromByteOffset: place * cell, as: SIMD16<UInt8>.self)
            let counted = (place + 1) * cell
            var counts = inTurn.loadUnaligned(fromByteOffset: counted, as: SIMD16<UInt8>.self)
            counts.replace(with: counts &+ one, where: counts .<= enough)
            for range in ranges {
              counts.replace(with: 0, where: values &- range.low .<= range.spread)
            }
            inTurn.storeBytes(of: counts, toByteOffset: counted, as: SIMD16<UInt8>.self)
            guard !marks[mark + place] else { continue }
            for before in 1..<max(side, 2) where before < side {
              let beside = inTurn.loadUnaligned(
                fromByteOffset: counted - before, as: SIMD16<UInt8>.self)
              counts.replace(with: beside, where: beside .< counts)
            }
            marks[mark + place] = counts.max() >= side
          }
        }
      }
    }
    // No code is in less than 21 pixels.
    return Self.connected(&marks, columns: columns)
      .filter { $0.right - $0.left > 1 && $0.bottom - $0.top > 1 }
      .compactMap { withinHalf($0.scaled(by: cell, over: 1)) }
      .filter { box in places?.contains(where: box.overlaps) ?? true }
      .sorted {
        ($0.right - $0.left) * ($0.bottom - $0.top) > ($1.right - $1.left) * ($1.bottom - $1.top)
      }
      .prefix(Self.mostParts).map(\.self)
  }

  /// The box of each group of marked cells that touch, at a side or a corner.
  private static func connected(_ marks: inout [Bool], columns: Int) -> [PixelBox] {
    var boxes: [PixelBox] = []
    for start in marks.indices where marks[start] {
      var box = PixelBox(
        left: start % columns, top: start / columns, right: start % columns + 1,
        bottom: start / columns + 1)
      var open = [start]
      marks[start] = false
      while let place = open.popLast() {
        let (x, y) = (place % columns, place / columns)
        box.left = min(box.left, x)
        box.right = max(box.right, x + 1)
        box.bottom = max(box.bottom, y + 1)
        for nextY in max(0, y - 1)...y + 1 {
          for nextX in max(0, x - 1)...min(columns - 1, x + 1) {
            let next = nextY * columns + nextX
            guard next < marks.count, marks[next] else { continue }
            marks[next] = false
            open.append(next)
          }
        }
      }
      boxes.append(box)
    }
    return boxes
  }

  /// The box with a margin; nil when it is more than half of the picture.
  private func withinHalf(_ box: PixelBox) -> PixelBox? {
    let margin = max(box.right - box.left, box.bottom - box.top) / 8
    let left = max(0, box.left - margin)
    let top = max(0, box.top - margin)
    let right = min(width, box.right + margin)
    let bottom = min(height, box.bottom + margin)
    guard 2 * (right - left) * (bottom - top) <= width * height else { return nil }
    return PixelBox(left: left, top: top, right: right, bottom: bottom)
  }
}
