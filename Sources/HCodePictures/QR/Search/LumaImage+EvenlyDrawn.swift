/// A proof that nothing stands in a symbol, for those that a program drew.
extension LumaImage {
  /// Whether each module of the symbol is a square of equal pixels, of two levels in all, and the modules hold at most one
  /// finder pattern beside the symbol's own three.
  ///
  /// Then no second code is in it: modules smaller than the symbol's would differ inside of a square, and a code whose
  /// modules are whole squares needs two finder patterns of its own at least, if its third is one of the symbol's. A photo never is so even; false says nothing.
  func isEvenlyDrawn(_ reading: QRReading) -> Bool {
    // In a larger symbol there is room for a code in modules of one and a half, whose patterns have other proportions.
    guard let modules = reading.modules, (21...57).contains(modules),
      let box = drawnBox(of: reading)
    else {
      return false
    }
    let side = box.right - box.left
    guard side == box.bottom - box.top, side % modules == 0 else { return false }
    let size = side / modules
    var isDark = [Bool](repeating: false, count: modules * modules)
    let isEven = pixels.withUnsafeBufferPointer { pixels in
      // The corner of the first finder pattern is dark, or light in a symbol of light on dark.
      let ink = pixels[box.top * width + box.left]
      var paper: UInt8?
      for row in 0..<modules {
        let first = (box.top + row * size) * width + box.left
        for column in 0..<modules {
          let value = pixels[first + column * size]
          for place in 1..<max(size, 2) where place < size {
            guard pixels[first + column * size + place] == value else { return false }
          }
          if value == ink {
            isDark[row * modules + column] = true
          } else if paper ?? value == value {
            paper = value
          } else {
            return false
          }
        }
        for line in 1..<max(size, 2) where line < size {
          for column in 0..<side
          where pixels[first + line * width + column] != pixels[first + column] {
            return false
          }
        }
      }
      return true
    }
    return isEven && FinderPatternCount.inGrid(isDark, side: modules) <= 4
  }

  /// The smallest box with everything near the symbol that is not the grey round it; nil where that grey is not even.
  private func drawnBox(of reading: QRReading) -> PixelBox? {
    // An engine's corners lie inside or outside of the symbol by their slack.
    let reach = 2 * reading.slack + 2
    let around = PixelBox(
      left: max(0, reading.box.left - reach), top: max(0, reading.box.top - reach),
      right: min(width, reading.box.right + reach), bottom: min(height, reading.box.bottom + reach))
    guard around.left < around.right, around.top < around.bottom else { return nil }
    let ground = pixels[around.top * width + around.left]
    return inkBox(in: around) { $0 != ground }
  }

  /// The smallest box with all pixels of a box that are ink; nil when none is.
  func inkBox(in box: PixelBox, _ isInk: (UInt8) -> Bool) -> PixelBox? {
    var found = PixelBox(left: box.right, top: box.bottom, right: box.left, bottom: box.top)
    for row in box.top..<box.bottom {
      let line = row * width
      guard let first = (box.left..<box.right).first(where: { isInk(pixels[line + $0]) }) else {
        continue
      }
      let last = (first..<box.right).last { isInk(pixels[line + $0]) } ?? first
      found.left = min(found.left, first)
      found.right = max(found.right, last + 1)
      found.top = min(found.top, row)
      found.bottom = row + 1
    }
    return found.left < found.right ? found : nil
  }
}
