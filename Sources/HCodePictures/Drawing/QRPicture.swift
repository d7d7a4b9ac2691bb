/// A QR symbol drawn in pixels, black on white, with its quiet zone.
package struct QRPicture: Sendable {
  /// Pixels a side of a module, where nobody says another size. HCodeKit says it again, since its defaults are public.
  package static let usualModuleSize = 4
  /// Modules of white round a symbol: as many as ISO/IEC 18004 asks for.
  package static let usualQuietZone = 4

  /// What is drawn.
  package let symbol: QRSymbol
  /// Pixels a side of a module.
  package let moduleSize: Int
  /// Modules of white on each side; the standard asks for 4.
  package let quietZone: Int
  /// Pixels a side of the picture.
  package let side: Int

  /// Plans the picture; nothing is drawn yet.
  package init(
    _ symbol: QRSymbol, moduleSize: Int, quietZone: Int = usualQuietZone
  ) throws(QRPictureError) {
    guard moduleSize >= 1 else { throw .moduleSize(moduleSize) }
    guard quietZone >= 0 else { throw .quietZone(quietZone) }
    // The square root of the limit; the first two keep the product from overflowing.
    let longest = 8192
    guard moduleSize <= longest, quietZone <= longest,
      (symbol.size + 2 * quietZone) * moduleSize <= longest
    else { throw .tooLarge }
    self.symbol = symbol
    self.moduleSize = moduleSize
    self.quietZone = quietZone
    side = (symbol.size + 2 * quietZone) * moduleSize
  }

  /// A PNG file of one bit a pixel.
  ///
  /// - Parameter pixelsPerMetre: the size to print at; nil leaves it open.
  package func png(
    with writer: PNGWriter, pixelsPerMetre: UInt32? = nil
  ) throws(PNGWritingError) -> [UInt8] {
    try writer.encode(
      width: side, height: side, packedRows: packedRows(), pixelsPerMetre: pixelsPerMetre)
  }

  /// Rows of `(side + 7) / 8` bytes, the highest bit leftmost, 1 for white. Bits past the last pixel are 0.
  package func packedRows() -> [UInt8] {
    let rowBytes = (side + 7) / 8
    let pastEnd = UInt8(truncatingIfNeeded: 0xFF00 >> (side - 8 * (rowBytes - 1)))
    return [UInt8](unsafeUninitializedCapacity: rowBytes * side) { rows, count in
      count = rowBytes * side
      rows.update(repeating: 0xFF)
      symbol.forEachDarkRun { row, column, length in
        let start = (quietZone + row) * moduleSize * rowBytes
        let line = UnsafeMutableBufferPointer(rebasing: rows[start..<start + rowBytes])
        let first = (quietZone + column) * moduleSize
        Self.clear(first..<first + length * moduleSize, in: line)
      }
      for row in quietZone..<quietZone + symbol.size {
        let start = row * moduleSize * rowBytes
        let line = UnsafeMutableBufferPointer(rebasing: rows[start..<start + rowBytes])
        for copy in 1..<max(moduleSize, 1) {
          _ = rows[(start + copy * rowBytes)...].update(fromContentsOf: line)
        }
      }
      for end in stride(from: rowBytes - 1, to: count, by: rowBytes) { rows[end] &= pastEnd }
    }
  }

  /// Makes pixels black.
  @inline(__always)
  private static func clear(_ pixels: Range<Int>, in line: UnsafeMutableBufferPointer<UInt8>) {
    let (first, last) = (pixels.lowerBound >> 3, (pixels.upperBound - 1) >> 3)
    let before = ~(UInt8.max >> UInt8(pixels.lowerBound & 7))
    let behind = ~(UInt8.max << UInt8(7 - (pixels.upperBound - 1) & 7))
    if first == last {
      line[first] &= before | behind
    } else {
      line[first] &= before
      for byte in first + 1..<last { line[byte] = 0 }
      line[last] &= behind
    }
  }

  /// The picture as a scanner sees it, for reading back what was drawn.
  package func lumaImage() throws(QRPictureError) -> LumaImage {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(side * side)
    forEachModuleRow { row in
      let start = pixels.count
      for column in -quietZone..<symbol.size + quietZone {
        let shade: UInt8 = symbol.isDark(row: row, column: column) ? 0 : 255
        for _ in 0..<moduleSize { pixels.append(shade) }
      }
      let line = Array(pixels[start...])
      for _ in 1..<max(moduleSize, 1) { pixels += line }
    }
    guard let image = LumaImage(width: side, height: side, pixels: pixels) else { throw .tooLarge }
    return image
  }

  private func forEachModuleRow(_ body: (Int) -> Void) {
    for row in -quietZone..<symbol.size + quietZone { body(row) }
  }
}
