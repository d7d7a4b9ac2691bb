internal import Glibc

/// Taking from a picture what was read in it.
extension LumaImage {
  /// A difference from the grey round a symbol below which a pixel counts as that grey.
  private static let sameGrey = 10

  /// Whether any two pixels differ. A code of three levels is read by some attempts, so no difference is too small.
  var hasContrast: Bool {
    pixels.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, bytes.count > 1 else { return false }
      return memcmp(start, start + 1, bytes.count - 1) != 0
    }
  }

  /// The picture with the symbols covered by the grey that is round them.
  func covering(_ readings: [QRReading]) -> LumaImage { covering(readings) { [$0] } }

  /// The picture with the corners of the symbols covered by the grey that is round the symbols: what is left cannot be read.
  func coveringEnds(of readings: [QRReading]) -> LumaImage { covering(readings, \.ends) }

  private func covering(
    _ readings: [QRReading], _ parts: (QRReading) -> [QRReading]
  ) -> LumaImage {
    var canvas = pixels
    for reading in readings {
      guard let quadrilateral = Quadrilateral(reading.corners) else { continue }
      let ground = ground(of: quadrilateral, slack: reading.slack)
      for part in parts(reading) { cover(part, in: &canvas, with: ground) }
    }
    return LumaImage(width: width, height: height, pixels: canvas, isIncomplete: isIncomplete)
      ?? self
  }

  private func cover(_ reading: QRReading, in canvas: inout [UInt8], with ground: Ground) {
    guard let quadrilateral = Quadrilateral(reading.corners) else { return }
    canvas.withUnsafeMutableBufferPointer { pixels in
      quadrilateral.rows(width: width, height: height) { row, columns in
        let line = UnsafeMutableBufferPointer(rebasing: pixels[row * width..<(row + 1) * width])
        ground.paint(row, columns, in: line)
      }
      // The corners are right to within some pixels: what sticks out of the symbol goes too, as far as it is joined to it,
      // and no further, since another symbol may begin beside it.
      quadrilateral.outline(step: 0.5) { x, y, outwards in
        for distance in 0...2 * reading.slack + 1 {
          let column = Int(x + Double(distance) * outwards.x)
          let line = Int(y + Double(distance) * outwards.y)
          guard column >= 0, line >= 0, column < width, line < height else { return }
          let place = line * width + column
          let grey = ground.level(x: column, y: line)
          if distance > 1, abs(Int(pixels[place]) - Int(grey)) < Self.sameGrey { return }
          pixels[place] = grey
        }
      }
    }
  }

  /// Whether something stands across the border of a symbol: whether more than a hundredth of what lies just outside differs by so
  /// many levels from the ground.
  func isCrossed(_ reading: QRReading, by difference: Int) -> Bool {
    guard let quadrilateral = Quadrilateral(reading.corners) else { return false }
    let seen = surroundings(of: quadrilateral, slack: reading.slack, step: 1)
    let ground = Ground(seen)
    let others = seen.count {
      abs(Int($0.level) - Int(ground.level(x: $0.x, y: $0.y))) >= difference
    }
    return others > seen.count / 100
  }

  private func ground(of quadrilateral: Quadrilateral, slack: Int) -> Ground {
    Ground(surroundings(of: quadrilateral, slack: slack, step: max(1, quadrilateral.length / 200)))
  }

  /// What lies just outside, a pixel every so many along the sides.
  private func surroundings(
    of quadrilateral: Quadrilateral, slack: Int, step: Double
  ) -> [(x: Int, y: Int, level: UInt8)] {
    var seen: [(x: Int, y: Int, level: UInt8)] = []
    quadrilateral.outline(step: step) { x, y, outwards in
      let column = Int(x + Double(2 * slack + 2) * outwards.x)
      let line = Int(y + Double(2 * slack + 2) * outwards.y)
      guard column >= 0, line >= 0, column < width, line < height else { return }
      seen.append((column, line, pixels[line * width + column]))
    }
    return seen
  }
}
