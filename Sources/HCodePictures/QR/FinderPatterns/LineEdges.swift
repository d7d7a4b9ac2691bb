/// Where brightness changes along a row or a column.
///
/// An edge lies between a local minimum and a local maximum that differ by at least `contrast`, at the place
/// where the brightness passes the middle of the two. So uneven light, blur and low contrast move no
/// edge, and no size has to be known.
struct LineEdges {
  /// Positions along the line, in sixteenths of a pixel from its start.
  private(set) var positions: [Int] = []

  /// Less than this and no reader sees an edge (zbar stops at 40 levels, by measure).
  static let contrast: Int32 = 20
  static let unit = 16
  /// The narrowest pattern that is looked at: zxing-cpp sees those of one pixel a module.
  static let narrowest = 6 * unit

  /// Takes the edges of a line of pixels that stand `stride` apart.
  mutating func scan(_ line: UnsafePointer<UInt8>, count: Int, stride: Int) {
    positions.removeAll(keepingCapacity: true)
    guard count > 1 else { return }
    defer { closeEnds(count) }
    var low = Int32(line[0])
    var high = low
    var lowAt = 0
    var highAt = 0
    var direction = 0
    var at = 1
    while at < count {
      let value = Int32(line[at &* stride])
      if direction >= 0 {
        if value > high {
          high = value
          highAt = at
        } else if high &- value >= Self.contrast {
          if direction > 0 {
            add(
              line, stride: stride, from: lowAt, to: highAt, middle: (low &+ high) / 2, rises: true)
          }
          direction = -1
          low = value
          lowAt = at
          at &+= 1
          continue
        }
      }
      if direction <= 0 {
        if value < low {
          low = value
          lowAt = at
        } else if value &- low >= Self.contrast {
          if direction < 0 {
            add(
              line, stride: stride, from: highAt, to: lowAt, middle: (low &+ high) / 2, rises: false
            )
          }
          direction = 1
          high = value
          highAt = at
        }
      }
      at &+= 1
    }
    if direction > 0 {
      add(line, stride: stride, from: lowAt, to: highAt, middle: (low &+ high) / 2, rises: true)
    } else if direction < 0 {
      add(line, stride: stride, from: highAt, to: lowAt, middle: (low &+ high) / 2, rises: false)
    }
  }

  /// A symbol may fill the picture to its border: each end counts as one more edge.
  private mutating func closeEnds(_ count: Int) {
    guard !positions.isEmpty else { return }
    positions.insert(0, at: 0)
    positions.append(count &* Self.unit)
  }

  private mutating func add(
    _ line: UnsafePointer<UInt8>, stride: Int, from: Int, to: Int, middle: Int32, rises: Bool
  ) {
    // From the far end back: the last crossing before the extreme.
    var at = to
    while at > from {
      let before = Int32(line[(at &- 1) &* stride])
      if rises ? before < middle : before > middle {
        let after = Int32(line[at &* stride])
        let span = after &- before
        let part = span == 0 ? 0 : Int((middle &- before) &* Int32(Self.unit) / span)
        positions.append((at &- 1) &* Self.unit &+ part)
        return
      }
      at &-= 1
    }
    positions.append(from &* Self.unit)
  }

  /// Whether the six edges from this one on cut a finder pattern, which is dark 1, light 1, dark 3, light 1, dark 1
  /// modules wide, or the same with light and dark exchanged. Distances between edges of the same kind
  /// are compared, since blur and a threshold shift both alike; the tolerances are a little wider than
  /// zbar's, so that what zbar takes for one is one here.
  func isFinderPattern(at first: Int) -> Bool {
    let width = positions[first &+ 5] &- positions[first]
    guard width >= Self.narrowest else { return false }
    let w = width &* 10
    let a = (positions[first &+ 2] &- positions[first]) &* 70
    guard a >= 13 * w / 10, a <= 27 * w / 10 else { return false }
    let b = (positions[first &+ 3] &- positions[first &+ 1]) &* 70
    guard b >= 33 * w / 10, b <= 47 * w / 10 else { return false }
    let c = (positions[first &+ 4] &- positions[first &+ 2]) &* 70
    guard c >= 33 * w / 10, c <= 47 * w / 10 else { return false }
    let d = (positions[first &+ 5] &- positions[first &+ 3]) &* 70
    return d >= 13 * w / 10 && d <= 27 * w / 10
  }

  /// Takes the edges of a line of pixels that are black or white.
  mutating func scan(blackAndWhite line: UnsafeRawBufferPointer) {
    positions.removeAll(keepingCapacity: true)
    var at = 0
    while at &+ 9 <= line.count {
      let here = line.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      var changes = here ^ line.loadUnaligned(fromByteOffset: at &+ 1, as: UInt64.self)
      while changes != 0 {
        let place = changes.trailingZeroBitCount / 8
        positions.append((at &+ place &+ 1) &* Self.unit)
        changes &= ~(0xFF << UInt64(8 &* place))
      }
      at &+= 8
    }
    while at &+ 1 < line.count {
      if line[at] != line[at &+ 1] { positions.append((at &+ 1) &* Self.unit) }
      at &+= 1
    }
    closeEnds(line.count)
  }

  /// Whether along every third row of a picture more finder patterns seem to be than `limit`. The smallest pattern shows in one of
  /// those rows.
  static func isCrowded(_ image: LumaImage, isBlackAndWhite: Bool, limit: Int) -> Bool {
    var edges = LineEdges()
    var count = 0
    return image.pixels.withUnsafeBytes { pixels in
      guard let start = pixels.assumingMemoryBound(to: UInt8.self).baseAddress else {
        return false
      }
      for y in stride(from: 1, to: image.height, by: 3) {
        if isBlackAndWhite {
          edges.scan(
            blackAndWhite: UnsafeRawBufferPointer(
              start: start + y * image.width, count: image.width))
        } else {
          edges.scan(start + y * image.width, count: image.width, stride: 1)
        }
        guard edges.positions.count > 5 else { continue }
        count += (0..<edges.positions.count - 5).count { edges.isFinderPattern(at: $0) }
        if count > limit { return true }
      }
      return false
    }
  }
}
