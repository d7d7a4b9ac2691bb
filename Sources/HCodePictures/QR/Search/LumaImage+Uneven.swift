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
    let isUneven = (0...255).map { abs($0 - ground) > Self.sameLevel }
    return boxes(of: isUneven, atLeast: 1).compactMap { box in
      part(box).map { ($0, PixelPoint(x: box.left, y: box.top)) }
    }
  }

  /// The parts of the picture that have levels of their own, stretched to full contrast on white, none of them more than half of it.
  ///
  /// The commonest levels, at most three, are taken for those of a drawn code and of the ground that it stands on, and made white.
  /// So a code of few levels in or beside a clear one is seen. Lines of one or two pixels, such as the edges of modules, do not count.
  var foreignParts: [(image: LumaImage, origin: PixelPoint)] {
    let (isForeign, share) = withoutCommonLevels(3)
    guard share < 0.5 else { return [] }
    return boxes(of: isForeign, atLeast: 3).compactMap { box in
      part(box)?.stretched(isForeign).map { ($0, PixelPoint(x: box.left, y: box.top)) }
    }
  }

  /// Whether most of the picture has a few levels, as a screen's picture has and a photo has not.
  var hasFewLevels: Bool { withoutCommonLevels(4).share <= 0.2 }

  /// How many pixels have each level. Large pictures are sampled.
  private var levelCounts: [Int] {
    var counts = [Int](repeating: 0, count: 256)
    // Odd, and so through all columns of most pictures.
    let step = pixels.count >> 16 | 1
    pixels.withUnsafeBufferPointer { pixels in
      for place in stride(from: 0, to: pixels.count, by: step) { counts[Int(pixels[place])] += 1 }
    }
    return counts
  }

  /// Takes the commonest levels out, so many of them, each with those next to it: which levels are left, and for which share of
  /// the pixels.
  private func withoutCommonLevels(_ number: Int) -> (isOther: [Bool], share: Double) {
    var counts = levelCounts
    let all = counts.reduce(0, +)
    var isOther = [Bool](repeating: true, count: 256)
    for _ in 0..<number {
      let level = counts.indices.max { counts[$0] < counts[$1] } ?? 0
      for near in max(0, level - 6)...min(255, level + 6) {
        isOther[near] = false
        counts[near] = 0
      }
    }
    return (isOther, Double(counts.reduce(0, +)) / Double(max(all, 1)))
  }

  /// Some levels stretched to all between black and white, the others white.
  private func stretched(_ isMeant: [Bool]) -> LumaImage? {
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
    let levels = (0...255).map { level in
      isMeant[level] ? UInt8(min(max((level - low) * 255 / max(high - low, 1), 0), 255)) : 255
    }
    return LumaImage(
      width: width, height: height, pixels: pixels.map { levels[Int($0)] },
      isIncomplete: isIncomplete)
  }

  /// Boxes, each with a margin, round the pixels that are of some levels, together with so many in each direction: one for what
  /// hangs together. None that is more than half of the picture; the largest first.
  private func boxes(of isMeant: [Bool], atLeast side: Int) -> [PixelBox] {
    let cell = 16
    let columns = (width + cell - 1) / cell
    var marks = [Bool](repeating: false, count: columns * ((height + cell - 1) / cell))
    guard width >= side, height >= side else { return [] }
    pixels.withUnsafeBufferPointer { pixels in
      isMeant.withUnsafeBufferPointer { isMeant in
        for row in side - 1..<height {
          // How many columns in turn had that many pixels of those levels, this row's the last.
          var inTurn = 0
          let line = row / cell * columns
          for column in 0..<width {
            var isAll = isMeant[Int(pixels[row * width + column])]
            var above = 1
            while isAll, above < side {
              isAll = isMeant[Int(pixels[(row - above) * width + column])]
              above += 1
            }
            inTurn = isAll ? inTurn + 1 : 0
            if inTurn >= side { marks[line + column / cell] = true }
          }
        }
      }
    }
    // No code is in less than 21 pixels.
    return Self.connected(&marks, columns: columns)
      .filter { $0.right - $0.left > 1 && $0.bottom - $0.top > 1 }
      .compactMap { withinHalf($0.scaled(by: cell, over: 1)) }
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
