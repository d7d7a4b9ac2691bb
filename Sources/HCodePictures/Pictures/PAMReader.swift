/// Reads the one kind of PAM file that dwebp writes: red, green, blue and opacity, a byte each.
///
/// Not for files of strangers: `PictureFormat` knows no PAM.
enum PAMReader {
  static let signature = Array("P7\n".utf8)

  static func read(_ bytes: [UInt8]) throws(PictureError) -> LumaImage {
    var width = 0
    var height = 0
    var position = signature.count
    while true {
      // Lines of a few words; what is longer is none of dwebp's.
      let line = bytes.dropFirst(position).prefix(64)
      guard bytes.starts(with: signature), let end = line.firstIndex(of: 0x0A) else {
        throw .malformed(format: .pnm, detail: "a PAM header that does not end")
      }
      let words = line[..<end].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      position = end + 1
      switch (words.first, words.last) {
      case ("WIDTH", let number?): width = Int(number) ?? 0
      case ("HEIGHT", let number?): height = Int(number) ?? 0
      case ("DEPTH", "4"), ("MAXVAL", "255"), ("TUPLTYPE", "RGB_ALPHA"): break
      case ("ENDHDR", _): return try pixels(bytes.dropFirst(position), width, height)
      default: throw .malformed(format: .pnm, detail: "an unexpected kind of PAM")
      }
    }
  }

  private static func pixels(
    _ data: ArraySlice<UInt8>, _ width: Int, _ height: Int
  ) throws(PictureError) -> LumaImage {
    let count = try PictureReader.pixelCount(.pnm, width: width, height: height)
    guard data.count >= count * 4 else {
      throw .malformed(format: .pnm, detail: "ends before the last row")
    }
    // Over white paper, as in PNG.
    let pixels = data.withUnsafeBufferPointer { data in
      (0..<count).map { pixel in
        let opacity = Int(data[pixel * 4 + 3])
        let colour = Luma.of(
          red: Int(data[pixel * 4]), green: Int(data[pixel * 4 + 1]),
          blue: Int(data[pixel * 4 + 2]))
        return UInt8(truncatingIfNeeded: (colour * opacity + 255 * (255 - opacity) + 127) / 255)
      }
    }
    guard let image = LumaImage(width: width, height: height, pixels: pixels) else {
      throw .malformed(format: .pnm, detail: "the picture is \(width) x \(height) pixels")
    }
    return image
  }
}
