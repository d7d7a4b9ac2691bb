/// Where in a picture there is contrast that was not read. `SearchScene.couldHideCode` asks this first, since it
/// costs little.
enum QRSearchArea {
  /// Pixels a side of the squares that are looked at. The smallest symbol that zbar reads, 21
  /// modules of 2 pixels, always touches two neighbours in both directions by 11 pixels or more.
  private static let cell = 16
  /// Less contrast than this and no finder pattern is found either.
  private static let contrast = UInt8(LineEdges.contrast)

  /// Whether outside `boxes` there is an area with contrast that is large enough for a symbol.
  static func couldHideCode(in image: LumaImage, outside boxes: [PixelBox]) -> Bool {
    guard image.width >= 42, image.height >= 42 else { return false }
    let columns = origins(image.width)
    var above = [Bool](repeating: false, count: columns.count)
    return image.pixels.withUnsafeBytes { pixels in
      for top in origins(image.height) {
        var isLeftBusy = false
        var isAboveLeftBusy = false
        for (index, left) in columns.enumerated() {
          let square = PixelBox(left: left, top: top, right: left + cell, bottom: top + cell)
          let isBusy =
            !boxes.contains { $0.overlaps(square) }
            && isBusy(pixels, width: image.width, left: left, top: top)
          let isAboveBusy = above[index]
          if isBusy, isLeftBusy, isAboveBusy, isAboveLeftBusy { return true }
          isLeftBusy = isBusy
          isAboveLeftBusy = isAboveBusy
          above[index] = isBusy
        }
      }
      return false
    }
  }

  /// Where the squares begin; the last one is moved back to end at the edge.
  private static func origins(_ length: Int) -> [Int] {
    var origins = Array(stride(from: 0, through: length - cell, by: cell))
    if length % cell != 0 { origins.append(length - cell) }
    return origins
  }

  private static func isBusy(
    _ pixels: UnsafeRawBufferPointer, width: Int, left: Int, top: Int
  ) -> Bool {
    var darkest = SIMD16<UInt8>(repeating: 255)
    var lightest = SIMD16<UInt8>(repeating: 0)
    for row in top..<top + cell {
      let line = pixels.loadUnaligned(
        fromByteOffset: row * width + left, as: SIMD16<UInt8>.self)
      darkest.replace(with: line, where: line .< darkest)
      lightest.replace(with: line, where: line .> lightest)
    }
    return lightest.max() &- darkest.min() >= contrast
  }
}
