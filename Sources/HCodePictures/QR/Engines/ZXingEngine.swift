internal import CZXing

/// libzxing: quicker than zbar on what it finds, and reads tilted codes; blind for some that zbar
/// reads. It is loaded when it is first asked, and where it is missing it finds nothing.
enum ZXingEngine {
  /// Whether Debian's library is installed.
  static var isThere: Bool { hcode_zxing_is_there() != 0 }

  /// How dark is told from light.
  enum Threshold {
    /// By the mean of the neighbourhood.
    case local
    /// By one threshold for the whole picture.
    case global
  }

  /// The codes in a picture, each with the bytes that were encoded, whatever character set it claims.
  /// Parts of a message split over several symbols are left out. `alsoSmaller` has the library
  /// look at thirds of the picture too.
  static func read(
    _ image: LumaImage, threshold: Threshold = .local, alsoSmaller: Bool = false
  ) -> [QRReading] {
    // The library multiplies sides as 32-bit numbers.
    guard image.pixels.count <= PictureLimits.pixels, let width = Int32(exactly: image.width),
      let height = Int32(exactly: image.height)
    else { return [] }
    let found = Found()
    _ = image.pixels.withUnsafeBufferPointer { pixels in
      hcode_zxing_read(
        pixels.baseAddress, width, height, threshold == .global ? 1 : 0, alsoSmaller ? 1 : 0,
        { context, text, count, corners in
          guard let context, let corners else { return }
          let found = Unmanaged<Found>.fromOpaque(context).takeUnretainedValue()
          found.readings.append(
            QRReading(
              text: Array(UnsafeBufferPointer(start: text, count: count)),
              corners: (0..<4).map {
                PixelPoint(x: Int(corners[2 * $0]), y: Int(corners[2 * $0 + 1]))
              }))
        }, Unmanaged.passUnretained(found).toOpaque())
    }
    return found.readings
  }

  /// Where the callback puts what it is given.
  private final class Found {
    var readings: [QRReading] = []
  }
}
