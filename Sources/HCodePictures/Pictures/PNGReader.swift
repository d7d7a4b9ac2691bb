internal import CPNG

/// Reads PNG through libpng's simplified interface, which keeps its `longjmp` inside C.
///
/// Transparent pixels are laid over white paper here and not by libpng: its own composition is
/// where CVE-2025-64720 and CVE-2025-66293 were, and asking for the alpha channel never enters it.
package enum PNGReader {
  /// libpng's own version.
  package static var libraryVersion: String {
    let number = png_access_version_number()
    return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
  }

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  static func read(_ bytes: [UInt8]) throws(PictureError) -> LumaImage {
    let isInterlaced = isInterlaced(bytes)
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    // libpng keeps the address of both between its two calls, so one scope holds them.
    return try bytes.withUnsafeBufferPointer { file throws(PictureError) in
      try withUnsafeMutablePointer(to: &image) { image throws(PictureError) in
        defer { png_image_free(image) }
        guard png_image_begin_read_from_memory(image, file.baseAddress, file.count) != 0 else {
          throw malformed(image)
        }
        let width = Int(image.pointee.width)
        let height = Int(image.pointee.height)
        let count = try PictureReader.pixelCount(.png, width: width, height: height)
        let hasAlpha = image.pointee.format & png_uint_32(PNG_FORMAT_FLAG_ALPHA) != 0
        let isDeep = image.pointee.format & png_uint_32(PNG_FORMAT_FLAG_LINEAR) != 0
        // Without this flag 16-bit files that say nothing about gamma turn out far too bright.
        image.pointee.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
        let pixels =
          isDeep && isInterlaced
          ? try linearPixels(image, count: count, hasAlpha: hasAlpha)
          : try encodedPixels(image, count: count, hasAlpha: hasAlpha)
        guard let picture = LumaImage(width: width, height: height, pixels: pixels) else {
          throw malformed(image)
        }
        return picture
      }
    }
  }

  /// False only when the first chunk is a header that says so.
  private static func isInterlaced(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 28, bytes[12..<16].elementsEqual("IHDR".utf8) else { return true }
    return bytes[28] != 0
  }

  /// Reads one byte a pixel, or two with alpha.
  private static func encodedPixels(
    _ image: UnsafeMutablePointer<png_image>, count: Int, hasAlpha: Bool
  ) throws(PictureError) -> [UInt8] {
    guard hasAlpha else {
      image.pointee.format = png_uint_32(PNG_FORMAT_GRAY)
      return try finish(image, samples: count, zero: 0)
    }
    image.pointee.format = png_uint_32(PNG_FORMAT_FLAG_ALPHA)
    let samples: [UInt8] = try finish(image, samples: count * 2, zero: 0)
    return samples.withUnsafeBufferPointer { samples in
      (0..<count).map { pixel in
        let grey = Int(samples[pixel * 2])
        let alpha = Int(samples[pixel * 2 + 1])
        return UInt8(truncatingIfNeeded: (grey * alpha + 255 * (255 - alpha) + 127) / 255)
      }
    }
  }

  /// Reads 16-bit linear light and makes bytes of it here.
  ///
  /// libpng's own way from interlaced 16-bit files to bytes overflowed the heap (CVE-2025-65018),
  /// and since that was mended it returns the wrong pixels (pnggroup/libpng issue 853). This way
  /// enters neither.
  private static func linearPixels(
    _ image: UnsafeMutablePointer<png_image>, count: Int, hasAlpha: Bool
  ) throws(PictureError) -> [UInt8] {
    let channels = hasAlpha ? 2 : 1
    image.pointee.format = png_uint_32(
      hasAlpha ? PNG_FORMAT_FLAG_LINEAR | PNG_FORMAT_FLAG_ALPHA : PNG_FORMAT_FLAG_LINEAR)
    let samples: [UInt16] = try finish(image, samples: count * channels, zero: 0)
    return samples.withUnsafeBufferPointer { samples in
      (0..<count).map { pixel in
        // Grey comes multiplied by alpha, so white paper adds what is left of the light.
        let paper = hasAlpha ? 65535 - Double(samples[pixel * 2 + 1]) : 0
        let light = min((Double(samples[pixel * channels]) + paper) / 65535, 1)
        // The square root is within 10 of the sRGB curve, which is all that telling dark from
        // light needs and does not need `pow`.
        return UInt8(light.squareRoot() * 255 + 0.5)
      }
    }
  }

  private static func finish<Sample: FixedWidthInteger>(
    _ image: UnsafeMutablePointer<png_image>, samples count: Int, zero: Sample
  ) throws(PictureError) -> [Sample] {
    var samples = [Sample](repeating: zero, count: count)
    // A stride of 0 lets libpng work it out from the format.
    let read = samples.withUnsafeMutableBufferPointer { buffer in
      png_image_finish_read(image, nil, buffer.baseAddress, 0, nil)
    }
    guard read != 0 else { throw malformed(image) }
    return samples
  }

  private static func malformed(_ image: UnsafeMutablePointer<png_image>) -> PictureError {
    let message = withUnsafeBytes(of: image.pointee.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return .malformed(format: .png, detail: message)
  }
}
