/// A picture reduced to what a QR reader looks at: one byte of brightness a pixel.
///
/// Every picture reader ends in this type and every QR reader starts from it.
package struct LumaImage: Equatable, Sendable {
  /// Pixels in a row; at least 1.
  package let width: Int
  /// Rows; at least 1.
  package let height: Int
  /// `width * height` bytes, row by row from the top left, 0 black to 255 white.
  package let pixels: [UInt8]
  /// True when the file ended early or was damaged and the rest of the picture is missing. What is there
  /// may still hold a whole code, whose signature then decides.
  package let isIncomplete: Bool

  var longerSide: Int { max(width, height) }
  var shorterSide: Int { min(width, height) }

  /// Makes a picture; nil when the sizes are below 1 or do not fit the number of pixels.
  package init?(width: Int, height: Int, pixels: [UInt8], isIncomplete: Bool = false) {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflow, count == pixels.count else { return nil }
    self.width = width
    self.height = height
    self.pixels = pixels
    self.isIncomplete = isIncomplete
  }

  /// A picture that `draw` fills, every pixel of it; nil when the sizes are below 1 or too large.
  init?(
    width: Int, height: Int, isIncomplete: Bool = false,
    draw: (UnsafeMutableBufferPointer<UInt8>) -> Void
  ) {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflow, count <= 4 * PictureLimits.pixels else { return nil }
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
      draw(UnsafeMutableBufferPointer(rebasing: target[..<count]))
      filled = count
    }
    self.init(width: width, height: height, pixels: pixels, isIncomplete: isIncomplete)
  }
}
