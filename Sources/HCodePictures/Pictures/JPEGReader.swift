internal import CTurboJPEG

/// Reads JPEG through TurboJPEG, and turns the picture the way its EXIF orientation says.
enum JPEGReader {
  static func read(_ bytes: [UInt8]) throws(PictureError) -> LumaImage {
    guard let decoder = tjInitDecompress() else {
      throw .unsupported(format: .jpeg, detail: "the JPEG decoder could not be started")
    }
    defer { tjDestroy(decoder) }
    let coefficientBytes = JPEGFrameHeader(bytes).coefficientBytes
    let picture = try bytes.withUnsafeBufferPointer { file throws(PictureError) in
      try read(file, coefficientBytes: coefficientBytes, with: decoder)
    }
    return EXIFOrientation(jpeg: bytes).applied(to: picture)
  }

  private static func read(
    _ file: UnsafeBufferPointer<UInt8>, coefficientBytes: Int, with decoder: tjhandle
  ) throws(PictureError) -> LumaImage {
    var width: Int32 = 0
    var height: Int32 = 0
    var subsampling: Int32 = 0
    var colours: Int32 = 0
    let status = tjDecompressHeader3(
      decoder, file.baseAddress, UInt(file.count), &width, &height, &subsampling, &colours)
    // It also fails on warnings and on chroma subsampling that TurboJPEG has no name for. Grey
    // needs no chroma, so a known size is enough to go on.
    guard width > 0, height > 0 else {
      throw status == 0
        ? .malformed(format: .jpeg, detail: "no picture in the file") : failure(decoder)
    }
    let whole = Int(width) * Int(height)
    // Phones save 108 and 200 megapixels: the decoder gives a half, a quarter or an eighth of each side, and what takes more does not fit a JPEG file's sides.
    let fraction = [1, 2, 4, 8].first { whole <= PictureLimits.pixels * $0 * $0 } ?? 8
    let divisor = Int32(fraction)
    (width, height) = ((width + divisor - 1) / divisor, (height + divisor - 1) / divisor)
    let count = try PictureReader.pixelCount(.jpeg, width: Int(width), height: Int(height))
    let isInk = [TJCS_CMYK.rawValue, TJCS_YCCK.rawValue].contains { colours == Int32($0) }
    let channels = isInk ? 4 : 1
    // What is in memory at once: the file, the samples, the coefficients; then the samples, the picture and the picture turned.
    let needed = file.count + count * channels + max(2 * count, coefficientBytes)
    guard needed <= PictureLimits.decodingBytes, isAffordable(file, pixels: whole) else {
      throw .tooExpensive(format: .jpeg)
    }
    let format = Int32(isInk ? TJPF_CMYK.rawValue : TJPF_GRAY.rawValue)
    // White, not uninitialised: a fatal error after a warning is reported as the warning, with the
    // rows below it never written.
    var samples = [UInt8](repeating: 255, count: count * channels)
    let result = samples.withUnsafeMutableBufferPointer { buffer in
      tjDecompress2(
        decoder, file.baseAddress, UInt(file.count), buffer.baseAddress, width, 0, height, format,
        TJFLAG_LIMITSCANS)
    }
    guard result == 0 || tjGetErrorCode(decoder) == Int32(TJERR_WARNING.rawValue) else {
      throw failure(decoder)
    }
    let isIncomplete = result != 0 && !isPaddedOnly(file, decoder)
    guard
      let picture = LumaImage(
        width: Int(width), height: Int(height), pixels: isInk ? luma(ofInk: samples) : samples,
        isIncomplete: isIncomplete)
    else { throw failure(decoder) }
    return picture
  }

  /// Files with ink channels hold them inverted, as Adobe's always did: 255 is bare paper.
  private static func luma(ofInk samples: [UInt8]) -> [UInt8] {
    samples.withUnsafeBufferPointer { samples in
      (0..<samples.count / 4).map { pixel in
        let key = Int(samples[pixel * 4 + 3])
        let colour = Luma.of(
          red: Int(samples[pixel * 4]), green: Int(samples[pixel * 4 + 1]),
          blue: Int(samples[pixel * 4 + 2]))
        return UInt8(truncatingIfNeeded: (colour * key + 127) / 255)
      }
    }
  }

  /// False for files made of many scans over many pixels, which cost seconds for a few bytes.
  ///
  /// TurboJPEG stops at 500 scans, which is still too many for a large picture; encoders make about
  /// ten.
  private static func isAffordable(_ file: UnsafeBufferPointer<UInt8>, pixels: Int) -> Bool {
    var scans = 0
    var previous: UInt8 = 0
    for byte in file {
      if previous == 0xFF, byte == 0xDA { scans += 1 }
      previous = byte
    }
    return scans <= 16 || scans * pixels <= PictureLimits.pixels * 16
  }

  /// Whether all that was warned of is bytes between the last pixel and the end, as many cameras write them. libjpeg reports only the first
  /// warning; at a restart marker (DRI) the same words may mean that rows are missing.
  private static func isPaddedOnly(
    _ file: UnsafeBufferPointer<UInt8>, _ decoder: tjhandle
  ) -> Bool {
    guard let text = tjGetErrorStr2(decoder).map({ String(cString: $0) }),
      text.contains("extraneous bytes before marker 0xd9")
    else { return false }
    return !zip(file, file.dropFirst()).contains { $0 == 0xFF && $1 == 0xDD }
  }

  private static func failure(_ decoder: tjhandle) -> PictureError {
    let text = tjGetErrorStr2(decoder).map { String(cString: $0) } ?? "unknown error"
    let isUnsupported = ["Unsupported", "not supported", "Sorry"].contains { text.contains($0) }
    return isUnsupported
      ? .unsupported(format: .jpeg, detail: text) : .malformed(format: .jpeg, detail: text)
  }
}
