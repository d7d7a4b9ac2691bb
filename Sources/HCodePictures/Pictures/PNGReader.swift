import HCodeBase

/// Reads PNG (ISO/IEC 15948): the chunks that the pixels need, inflated until the pixels are there and no further.
///
/// Rows are turned into brightness as they come, so a picture takes a byte for each pixel and a few rows, whatever its
/// samples are. Comments, profiles and whatever else a file may hold are passed over without a look.
package enum PNGReader {
  /// zlib's own version.
  package static var libraryVersion: String { PNGData.libraryVersion }

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The picture on white ground.
  static func read(
    _ bytes: [UInt8], budget: CPUBudget = CPUBudget()
  ) throws(PictureError) -> LumaImage {
    try read(bytes, ground: 255, budget: budget).image
  }

  /// The picture on white ground and, if some of it is transparent, on black.
  static func layers(
    _ bytes: [UInt8], ignoringGamma: Bool = false, budget: CPUBudget = CPUBudget()
  ) throws(PictureError) -> LayeredImage {
    let (onWhite, isTransparent) = try read(
      bytes, ground: 255, ignoringGamma: ignoringGamma, budget: budget)
    guard isTransparent else { return LayeredImage(onWhite: onWhite) }
    let onBlack = try read(bytes, ground: 0, ignoringGamma: ignoringGamma, budget: budget)
    return LayeredImage(onWhite: onWhite, onBlack: onBlack.image)
  }

  private static func read(
    _ bytes: [UInt8], ground: UInt8, ignoringGamma: Bool = false, budget: CPUBudget
  ) throws(PictureError) -> (image: LumaImage, isTransparent: Bool) {
    let file = try PNGFile(bytes, ground: ground, ignoringGamma: ignoringGamma)
    let data = try PNGData(in: bytes, at: file.dataStart, budget: budget)
    let header = file.header
    var failure: PictureError?
    var isTransparent = false
    let image = LumaImage(width: header.width, height: header.height) { target in
      do throws(PictureError) {
        isTransparent = try draw(file, data, on: target)
      } catch { failure = error }
    }
    if let failure { throw failure }
    guard let image else { throw malformed("Invalid IHDR data") }
    return (image, isTransparent)
  }

  /// Draws the pixels; whether some of them may be transparent.
  private static func draw(
    _ file: PNGFile, _ data: PNGData, on target: UnsafeMutableBufferPointer<UInt8>
  ) throws(PictureError) -> Bool {
    let header = file.header
    var isTransparent = false
    guard let start = target.baseAddress else { return false }
    for pass in header.passes {
      let columns = (header.width - pass.left + pass.right - 1) / pass.right
      let count = (header.height - pass.top + pass.down - 1) / pass.down
      var rows = PNGRows(of: header, width: columns, from: data)
      try rows.forEach(count: count) { row, samples in
        let line = start + (pass.top + row * pass.down) * header.width + pass.left
        let isRow = file.colours.write(samples, pixels: columns, to: line, apart: pass.right)
        isTransparent = isTransparent || isRow
      }
    }
    return isTransparent
  }

  static func malformed(_ detail: String) -> PictureError {
    .malformed(format: .png, detail: detail)
  }
}
