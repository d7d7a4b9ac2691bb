/// The pictures that a QR reader tries instead of the one it was given.
extension LumaImage {
  /// Half as wide and half as high, each pixel the rounded mean of four. An odd last row or column
  /// is dropped; a picture with a side of one pixel stays as it is.
  ///
  /// Averaging also takes the noise out of a photograph: zbar reads large ones only when they are
  /// shrunk.
  func halved() -> LumaImage {
    let (columns, rows) = (width / 2, height / 2)
    guard columns > 0, rows > 0 else { return self }
    let half = [UInt8](unsafeUninitializedCapacity: columns * rows) { target, count in
      pixels.withUnsafeBytes { source in
        for row in 0..<rows {
          Self.halve(
            UnsafeRawBufferPointer(rebasing: source[2 * row * width..<(2 * row + 2) * width]),
            width: width,
            into: UnsafeMutableRawBufferPointer(
              rebasing: UnsafeMutableRawBufferPointer(target)[row * columns..<(row + 1) * columns])
          )
        }
      }
      count = columns * rows
    }
    return LumaImage(width: columns, height: rows, pixels: half, isIncomplete: isIncomplete)
      ?? self
  }

  /// Adds two rows pairwise, sixteen source columns at a time: the even bytes and the odd bytes are eight 16-bit numbers each.
  private static func halve(
    _ source: UnsafeRawBufferPointer, width: Int, into target: UnsafeMutableRawBufferPointer
  ) {
    let columns = width / 2
    var column = 0
    while column + 8 <= columns {
      let upper = source.loadUnaligned(fromByteOffset: 2 &* column, as: SIMD8<UInt16>.self)
      let lower = source.loadUnaligned(
        fromByteOffset: width &+ 2 &* column, as: SIMD8<UInt16>.self)
      let sum = (upper & 0xFF) &+ (upper &>> 8) &+ (lower & 0xFF) &+ (lower &>> 8)
      target.storeBytes(
        of: SIMD8<UInt8>(truncatingIfNeeded: (sum &+ 2) &>> 2), toByteOffset: column,
        as: SIMD8<UInt8>.self)
      column &+= 8
    }
    while column < columns {
      let (left, right) = (2 * column, 2 * column + 1)
      let sum =
        Int(source[left]) + Int(source[right]) + Int(source[width + left])
        + Int(source[width + right])
      target[column] = UInt8(truncatingIfNeeded: (sum + 2) >> 2)
      column += 1
    }
  }

  /// Dark and light exchanged.
  func inverted() -> LumaImage {
    LumaImage(
      width: width, height: height, pixels: pixels.map { ~$0 }, isIncomplete: isIncomplete) ?? self
  }

  /// Each pixel four times. Nearest neighbour on purpose: of codes saved with one pixel a module,
  /// zbar reads all when they are enlarged so and half when they are smoothed.
  func doubled() -> LumaImage {
    let columns = 2 * width
    let large = [UInt8](unsafeUninitializedCapacity: 2 * columns * height) { target, count in
      for row in 0..<height {
        for column in 0..<width {
          let pixel = pixels[row * width + column]
          let corner = 2 * row * columns + 2 * column
          target[corner] = pixel
          target[corner + 1] = pixel
          target[corner + columns] = pixel
          target[corner + columns + 1] = pixel
        }
      }
      count = 2 * columns * height
    }
    return LumaImage(width: columns, height: 2 * height, pixels: large, isIncomplete: isIncomplete)
      ?? self
  }
}
