/// Where a picture is not plain.
extension LumaImage {
  /// A difference from a level up to which a pixel still counts as of that level.
  private static let sameLevel = 12

  /// What of the picture is not of its most common grey, with a margin; nil when that is nothing, or more than half of it.
  var unevenBox: PixelBox? {
    var counts = [Int](repeating: 0, count: 256)
    // Every hundredth pixel tells the most common one; a prime step goes through all columns.
    for place in stride(from: 0, to: pixels.count, by: 101) { counts[Int(pixels[place])] += 1 }
    let ground = counts.indices.max { counts[$0] < counts[$1] } ?? 255
    let whole = PixelBox(left: 0, top: 0, right: width, bottom: height)
    return inkBox(in: whole) { abs(Int($0) - ground) > Self.sameLevel }.flatMap(withinHalf)
  }

  /// The part of the picture that has levels of its own, stretched to full contrast on white; nil when that is nothing, or more
  /// than half of the picture.
  ///
  /// The commonest levels, at most three, are taken for those of a drawn code and of the ground that it stands on, and made white.
  /// So a code of few levels in or beside a clear one is seen. Lines of one or two pixels, such as the edges of modules, do not count.
  var foreignPart: (image: LumaImage, origin: PixelPoint)? {
    let (isForeign, share) = withoutCommonLevels(3)
    guard share < 0.5, let box = boxOfAreas(isForeign), let part = part(box) else { return nil }
    var counts = [Int](repeating: 0, count: 256)
    for pixel in part.pixels where isForeign[Int(pixel)] { counts[Int(pixel)] += 1 }
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
      isForeign[level] ? UInt8(min(max((level - low) * 255 / max(high - low, 1), 0), 255)) : 255
    }
    return LumaImage(
      width: part.width, height: part.height, pixels: part.pixels.map { levels[Int($0)] },
      isIncomplete: isIncomplete
    ).map { ($0, PixelPoint(x: box.left, y: box.top)) }
  }

  /// Whether most of the picture has a few levels, as a screen's picture has and a photo has not.
  var hasFewLevels: Bool { withoutCommonLevels(4).share <= 0.2 }

  /// Takes the commonest levels out, so many of them, each with those next to it: which levels are left, and for which share of
  /// the pixels. Large pictures are sampled.
  private func withoutCommonLevels(_ number: Int) -> (isOther: [Bool], share: Double) {
    var counts = [Int](repeating: 0, count: 256)
    // Odd, and so through all columns of most pictures.
    let step = pixels.count >> 16 | 1
    pixels.withUnsafeBufferPointer { pixels in
      for place in stride(from: 0, to: pixels.count, by: step) { counts[Int(pixels[place])] += 1 }
    }
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

  /// The smallest box with all squares of three pixels a side that are of some levels, and a margin; nil when there are none, or
  /// when it is more than half of the picture.
  private func boxOfAreas(_ isMeant: [Bool]) -> PixelBox? {
    guard width > 2, height > 2 else { return nil }
    var found = PixelBox(left: width, top: height, right: 0, bottom: 0)
    let isSmall = pixels.withUnsafeBufferPointer { pixels in
      isMeant.withUnsafeBufferPointer { isMeant in
        for row in 1..<height - 1 {
          // How many columns in turn had three pixels of those levels.
          var inTurn = 0
          let (above, middle, below) = ((row - 1) * width, row * width, (row + 1) * width)
          for column in 0..<width {
            let isAll =
              isMeant[Int(pixels[middle + column])] && isMeant[Int(pixels[above + column])]
              && isMeant[Int(pixels[below + column])]
            inTurn = isAll ? inTurn + 1 : 0
            guard inTurn > 2 else { continue }
            found.left = min(found.left, column - 2)
            found.right = max(found.right, column + 1)
            found.top = min(found.top, row - 1)
            found.bottom = row + 2
          }
          let area = (found.right - found.left) * (found.bottom - found.top)
          if found.left < found.right, 2 * area > width * height { return false }
        }
        return true
      }
    }
    return isSmall && found.left < found.right ? withinHalf(found) : nil
  }

  /// The box with a margin; nil when it is more than half of the picture.
  private func withinHalf(_ box: PixelBox) -> PixelBox? {
    let margin = 8 + max(box.right - box.left, box.bottom - box.top) / 8
    let left = max(0, box.left - margin)
    let top = max(0, box.top - margin)
    let right = min(width, box.right + margin)
    let bottom = min(height, box.bottom + margin)
    guard 2 * (right - left) * (bottom - top) <= width * height else { return nil }
    return PixelBox(left: left, top: top, right: right, bottom: bottom)
  }
}
