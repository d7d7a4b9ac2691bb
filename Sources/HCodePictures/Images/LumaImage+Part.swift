/// Cutting out.
extension LumaImage {
  /// What of a rectangle lies in the picture; nil when that is nothing.
  func part(_ box: PixelBox) -> LumaImage? {
    let left = max(0, box.left)
    let top = max(0, box.top)
    let columns = min(width, box.right) - left
    let rows = min(height, box.bottom) - top
    guard columns > 0, rows > 0 else { return nil }
    if columns == width, rows == height { return self }
    return LumaImage(width: columns, height: rows, isIncomplete: isIncomplete) { target in
      pixels.withUnsafeBufferPointer { source in
        for row in 0..<rows {
          let line = source[(top + row) * width + left..<(top + row) * width + left + columns]
          _ = UnsafeMutableBufferPointer(rebasing: target[row * columns..<(row + 1) * columns])
            .update(fromContentsOf: line)
        }
      }
    }
  }
}
