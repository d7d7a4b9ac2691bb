/// Reads the one kind of PAM file that dwebp writes: red, green, blue and opacity, a byte each.
///
/// Not for files of strangers: `PictureFormat` knows no PAM.
enum PAMReader {
  static let signature = Array("P7\n".utf8)

  /// The picture on white ground.
  static func read(_ bytes: [UInt8]) throws(PictureError) -> LumaImage {
    try layers(bytes).onWhite
  }

  static func layers(_ bytes: [UInt8]) throws(PictureError) -> LayeredImage {
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
  ) throws(PictureError) -> LayeredImage {
    let count = try PictureReader.pixelCount(.pnm, width: width, height: height)
    guard data.count >= count * 4 else {
      throw .malformed(format: .pnm, detail: "ends before the last row")
    }
    let pixels = data.withUnsafeBufferPointer { data in
      (0..<count).map { pixel in
        UInt8(
          truncatingIfNeeded: Luma.of(
            red: Int(data[pixel * 4]), green: Int(data[pixel * 4 + 1]),
            blue: Int(data[pixel * 4 + 2])))
      }
    }
    let opacity = data.withUnsafeBufferPointer { data in (0..<count).map { data[$0 * 4 + 3] } }
    guard let colours = LumaImage(width: width, height: height, pixels: pixels),
      let mask = LumaImage(width: width, height: height, pixels: opacity),
      let image = LayeredImage(colours, opacity: mask)
    else {
      throw .malformed(format: .pnm, detail: "the picture is \(width) x \(height) pixels")
    }
    return image
  }
}
