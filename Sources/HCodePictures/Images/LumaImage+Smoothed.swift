/// Less noise, or sharper edges.
extension LumaImage {
  /// Each pixel the weighted mean of its neighbourhood, 1 2 1 in both directions.
  func smoothed() -> LumaImage {
    guard width > 2, height > 2 else { return self }
    let drawn = LumaImage(width: width, height: height, isIncomplete: isIncomplete) { target in
      pixels.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        var line = [UInt16](repeating: 0, count: width + 2)
        line.withUnsafeMutableBufferPointer { line in
          guard let sums = line.baseAddress else { return }
          for row in 0..<height {
            let above = source + max(row - 1, 0) * width
            let middle = source + row * width
            let below = source + min(row + 1, height - 1) * width
            for column in 0..<width {
              sums[column + 1] =
                UInt16(above[column]) &+ UInt16(middle[column]) &* 2 &+ UInt16(below[column])
            }
            sums[0] = sums[1]
            sums[width + 1] = sums[width]
            let out = target + row * width
            for column in 0..<width {
              let sum = sums[column] &+ sums[column + 1] &* 2 &+ sums[column + 2]
              out[column] = UInt8(truncatingIfNeeded: (sum &+ 8) >> 4)
            }
          }
        }
      }
    }
    return drawn ?? self
  }

  /// What smoothing takes away, added `strength` times: undoes some of a blur.
  func sharpened(strength: Int = 2) -> LumaImage {
    let soft = smoothed().smoothed()
    let drawn = LumaImage(width: width, height: height, isIncomplete: isIncomplete) { target in
      pixels.withUnsafeBufferPointer { sharp in
        soft.pixels.withUnsafeBufferPointer { soft in
          for index in 0..<target.count {
            let (pixel, mean) = (Int32(sharp[index]), Int32(soft[index]))
            let raised = pixel &+ (pixel &- mean) &* Int32(strength)
            target[index] = UInt8(truncatingIfNeeded: max(0, min(255, raised)))
          }
        }
      }
    }
    return drawn ?? self
  }
}
