/// Black and white by the contrast round each block of pixels: the thresholds of zxing-cpp's local binarizer, in registers of
/// sixteen pixels. The library's own takes a third of a search.
extension LumaImage {
  private static let block = 8
  /// Blocks with less contrast have no threshold of their own.
  private static let leastContrast = 24
  /// Blocks on each side whose thresholds count for one.
  private static let reach = 2
  /// The shorter side below which the library takes one threshold for the whole picture.
  static let leastSideOfLocalThreshold = block * (2 * reach + 1)

  /// Black where a pixel is at most as light as the threshold of its block, else white; nil where no block has contrast, or the
  /// picture is too small for blocks.
  func locallyThresholded() -> LumaImage? {
    guard shorterSide >= Self.leastSideOfLocalThreshold else { return nil }
    let columns = (width + Self.block - 1) / Self.block
    let rows = (height + Self.block - 1) / Self.block
    var thresholds = Self.smoothed(blockThresholds(columns, rows), columns, rows)
    guard Self.fillGaps(in: &thresholds) else { return nil }
    return LumaImage(width: width, height: height, isIncomplete: isIncomplete) { target in
      pixels.withUnsafeBytes { source in
        apply(thresholds, columns, rows, to: source, into: UnsafeMutableRawBufferPointer(target))
      }
    }
  }

  /// The middle between the darkest and the lightest pixel of each block; 0 where they are near to each other. The last blocks end with
  /// the picture, and overlap those before.
  private func blockThresholds(_ columns: Int, _ rows: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: columns * rows) { thresholds, count in
      pixels.withUnsafeBytes { source in
        for row in 0..<rows {
          let top = min(row * Self.block, height - Self.block) * width
          for column in 0..<columns {
            let start = top + min(column * Self.block, width - Self.block)
            var low = source.loadUnaligned(fromByteOffset: start, as: SIMD8<UInt8>.self)
            var high = low
            for line in 1..<Self.block {
              let pixels = source.loadUnaligned(
                fromByteOffset: start &+ line &* width, as: SIMD8<UInt8>.self)
              low = pointwiseMin(low, pixels)
              high = pointwiseMax(high, pixels)
            }
            let (least, most) = (Int(low.min()), Int(high.max()))
            thresholds[row &* columns &+ column] =
              most &- least > Self.leastContrast
              ? UInt8(truncatingIfNeeded: (most &+ least) / 2) : 0
          }
        }
      }
      count = columns * rows
    }
  }

  /// The mean of the thresholds, those of 0 left out, in a square round each block, which counts three times. At the edges the square
  /// is moved inwards.
  private static func smoothed(_ thresholds: [UInt8], _ columns: Int, _ rows: Int) -> [UInt8] {
    // A sum and, sixteen bits higher, how many are in it.
    let packed = thresholds.map { UInt32($0) | ($0 == 0 ? 0 : 1 << 16) }
    let across = summed(packed, lines: rows, length: columns, step: 1, apart: columns)
    let square = summed(across, lines: columns, length: rows, step: columns, apart: 1)
    return zip(square, packed).map { square, own in
      let sum = square &+ 2 &* own
      return sum == 0 ? 0 : UInt8(truncatingIfNeeded: (sum & 0xFFFF) / (sum >> 16))
    }
  }

  /// The sum of each number of a line and of those on both sides of it.
  private static func summed(
    _ numbers: [UInt32], lines: Int, length: Int, step: Int, apart: Int
  ) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: numbers.count) { sums, count in
      numbers.withUnsafeBufferPointer { numbers in
        for line in 0..<lines {
          for place in 0..<length {
            let middle = min(max(place, reach), length &- reach &- 1)
            var sum: UInt32 = 0
            for near in middle &- reach...middle &+ reach {
              sum &+= numbers[line &* apart &+ near &* step]
            }
            sums[line &* apart &+ place &* step] = sum
          }
        }
      }
      count = numbers.count
    }
  }

  /// Gives what has no threshold the next one in reading order, or the last; false when there is none.
  private static func fillGaps(in thresholds: inout [UInt8]) -> Bool {
    guard var next = thresholds.last(where: { $0 != 0 }) else { return false }
    for place in thresholds.indices.reversed() {
      if thresholds[place] == 0 { thresholds[place] = next } else { next = thresholds[place] }
    }
    return true
  }

  private func apply(
    _ thresholds: [UInt8], _ columns: Int, _ rows: Int, to source: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  ) {
    // The threshold of each pixel of a row of blocks.
    var line = [UInt8](repeating: 0, count: width)
    line.withUnsafeMutableBytes { line in
      for row in 0..<rows {
        for column in 0..<columns {
          line.storeBytes(
            of: SIMD8(repeating: thresholds[row &* columns &+ column]),
            toByteOffset: min(column &* Self.block, width &- Self.block), as: SIMD8<UInt8>.self)
        }
        let top = min(row * Self.block, height - Self.block)
        for start in stride(from: top * width, to: (top + Self.block) * width, by: width) {
          var column = 0
          while column < width {
            // The last sixteen overlap those before.
            let place = min(column, width &- 16)
            let pixels = source.loadUnaligned(
              fromByteOffset: start &+ place, as: SIMD16<UInt8>.self)
            let bounds = line.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
            target.storeBytes(
              of: SIMD16(repeating: 0).replacing(with: 255, where: pixels .> bounds),
              toByteOffset: start &+ place, as: SIMD16<UInt8>.self)
            column &+= 16
          }
        }
      }
    }
  }
}
