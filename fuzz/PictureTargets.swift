extension FuzzTarget {
  /// What reads pictures, and what looks for codes in them.
  static let pictures: [FuzzTarget] = [
    FuzzTarget(name: "png", longest: 1 << 16) { check(try? PNGReader.read($0), $0) },
    FuzzTarget(name: "jpeg", longest: 1 << 16) { check(try? JPEGReader.read($0), $0) },
    FuzzTarget(name: "pnm", longest: 1 << 16) { bytes in
      check(try? PNMReader.read(bytes), bytes)
      var frames = PNMFrames(bytes)
      while frames.hasMore, let image = try? frames.next() { check(image, bytes) }
    },
    FuzzTarget(name: "pam", longest: 1 << 16) { check(try? PAMReader.read($0), $0) },
    FuzzTarget(name: "exif", longest: 1 << 12) { bytes in
      guard let image = LumaImage(width: 3, height: 2, pixels: [0, 1, 2, 3, 4, 5]) else { return }
      // As a whole file, and as the segment of one: the rest need not be found by luck.
      let length = min(bytes.count + 8, 65535)
      let head: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)]
      for file in [bytes, head + Array("Exif\0\0".utf8) + bytes] {
        let turned = EXIFOrientation(jpeg: file).applied(to: image)
        promise(turned.pixels.sorted() == image.pixels, "turning loses no pixel")
      }
    },
    FuzzTarget(name: "qr", longest: 1 << 14) { bytes in
      guard let image = image(of: bytes) else { return }
      for code in QRScanner.search(image).codes { _ = RecognisedText(code.text) }
    },
    FuzzTarget(name: "other-symbols", longest: 1 << 14) { bytes in
      // The engines of each kind alone, on what the search makes of a picture.
      guard let image = image(of: bytes) else { return }
      for code in QRMeasurement.others(in: image) {
        promise(code.symbol != nil, "no QR code is taken for another symbol")
      }
    },
    FuzzTarget(name: "format", longest: 64) { bytes in
      _ = PictureReader.format(of: bytes)
    },
  ]

  /// The first byte is the width; what follows are pixels.
  private static func image(of bytes: [UInt8]) -> LumaImage? {
    guard let first = bytes.first, first > 0, bytes.count > Int(first) else { return nil }
    let width = Int(first)
    let height = (bytes.count - 1) / width
    let pixels = Array(bytes.dropFirst().prefix(width * height))
    return LumaImage(width: width, height: height, pixels: pixels)
  }

  private static func check(_ image: LumaImage?, _ bytes: [UInt8]) {
    guard let image else { return }
    promise(image.width > 0 && image.height > 0, "a picture has pixels")
    promise(image.pixels.count == image.width * image.height, "as many as it says")
  }
}
