/// Taking from a picture what was read in it.
extension LumaImage {
  /// A difference from the grey round a symbol below which a pixel counts as that grey.
  private static let sameGrey = 10

  /// Whether any two pixels differ. A code of three levels is read by some attempts, so no difference is too small.
  var hasContrast: Bool {
    var darkest = SIMD32<UInt8>(repeating: 255)
    var lightest = SIMD32<UInt8>(repeating: 0)
    return pixels.withUnsafeBytes { bytes in
      var place = 0
      while place < bytes.count {
        // Most pictures have it in their first lines.
        let end = min(place + 4096, bytes.count)
        while place + 32 <= end {
          let next = bytes.loadUnaligned(fromByteOffset: place, as: SIMD32<UInt8>.self)
          darkest.replace(with: next, where: next .< darkest)
          lightest.replace(with: next, where: next .> lightest)
          place += 32
        }
        while place < end {
          darkest[0] = min(darkest[0], bytes[place])
          lightest[0] = max(lightest[0], bytes[place])
          place += 1
        }
        let (least, most) = (darkest.min(), lightest.max())
        if most > least { return true }
      }
      return false
    }
  }

  /// The picture with the symbols covered by the grey that is round them.
  func covering(_ readings: [QRReading]) -> LumaImage {
    var canvas = pixels
    for reading in readings {
      let quadrilateral = Quadrilateral(reading.corners)
      guard let quadrilateral else { continue }
      let ground = ground(of: quadrilateral, slack: reading.slack)
      canvas.withUnsafeMutableBufferPointer { pixels in
        quadrilateral.rows(width: width, height: height) { row, columns in
          for column in columns { pixels[row * width + column] = ground.level(x: column, y: row) }
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
    return LumaImage(width: width, height: height, pixels: canvas, isIncomplete: isIncomplete)
      ?? self
  }

  /// What lies just outside.
  private func ground(of quadrilateral: Quadrilateral, slack: Int) -> Ground {
    var seen: [(x: Int, y: Int, level: UInt8)] = []
    quadrilateral.outline(step: max(1, quadrilateral.length / 200)) { x, y, outwards in
      let column = Int(x + Double(2 * slack + 2) * outwards.x)
      let line = Int(y + Double(2 * slack + 2) * outwards.y)
      guard column >= 0, line >= 0, column < width, line < height else { return }
      seen.append((column, line, pixels[line * width + column]))
    }
    return Ground(seen)
  }
}
