/// Black and white by the brightness round each pixel, for uneven light and low contrast.
extension LumaImage {
  /// Black where a pixel is darker than the mean of the square of `side` pixels round it by more
  /// than `margin`, else white. At the edges the square is cut off.
  ///
  /// One pass: the sums of the columns are carried from row to row and a sum of sums along the
  /// row, so that the cost does not grow with the square.
  func thresholded(side: Int, margin: Int = 5) -> LumaImage {
    let radius = max(1, min(side, 1023) / 2)
    let drawn = LumaImage(width: width, height: height, isIncomplete: isIncomplete) { target in
      pixels.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        // Room before and after, so that the row's sum needs no test for its ends.
        var columns = [UInt32](repeating: 0, count: 2 * width + 2 * radius + 1)
        columns.withUnsafeMutableBufferPointer { padded in
          guard let start = padded.baseAddress else { return }
          let sums = start + radius + 1
          let squares = start + width + 2 * radius + 1
          for row in 0..<min(radius, height) { Self.add(source + row * width, to: sums, width) }
          for row in 0..<height {
            if row + radius < height { Self.add(source + (row + radius) * width, to: sums, width) }
            if row > radius {
              Self.subtract(source + (row - radius - 1) * width, from: sums, width)
            }
            let rows = min(row + radius, height - 1) - max(row - radius, 0) + 1
            Self.compare(
              source + row * width, sums: sums, squares: squares, radius: radius, rows: rows,
              margin: margin,
              width: width, into: target + row * width)
          }
        }
      }
    }
    return drawn ?? self
  }

  private static func add(
    _ line: UnsafePointer<UInt8>, to sums: UnsafeMutablePointer<UInt32>, _ width: Int
  ) {
    for column in 0..<width { sums[column] &+= UInt32(line[column]) }
  }

  private static func subtract(
    _ line: UnsafePointer<UInt8>, from sums: UnsafeMutablePointer<UInt32>, _ width: Int
  ) {
    for column in 0..<width { sums[column] &-= UInt32(line[column]) }
  }

  private static func compare(
    _ line: UnsafePointer<UInt8>, sums: UnsafeMutablePointer<UInt32>,
    squares: UnsafeMutablePointer<UInt32>, radius: Int, rows: Int, margin: Int, width: Int,
    into target: UnsafeMutablePointer<UInt8>
  ) {
    var sum: UInt32 = 0
    for column in 0..<min(radius, width) { sum &+= sums[column] }
    let (entering, leaving) = (sums + radius, sums - radius - 1)
    for column in 0..<width {
      sum = sum &+ entering[column] &- leaving[column]
      squares[column] = sum
    }
    // Outside the picture the sums are zero: only the count changes there.
    func decide(_ column: Int, _ share: Float) {
      let isDark =
        Float(Int32(line[column]) &+ Int32(margin)) < Float(Int32(bitPattern: squares[column]))
        * share
      target[column] = isDark ? 0 : 255
    }
    let whole = min(radius, width)..<max(width - radius, min(radius, width))
    for column in whole { decide(column, 1 / Float((2 * radius + 1) * rows)) }
    for column in [0..<whole.lowerBound, whole.upperBound..<width].joined() {
      let count = min(column + radius, width - 1) - max(column - radius, 0) + 1
      decide(column, 1 / Float(count * rows))
    }
  }
}
