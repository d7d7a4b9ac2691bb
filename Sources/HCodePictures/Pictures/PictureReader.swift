/// Reads the pictures that strangers hand over, whatever their files are called.
package enum PictureReader {
  /// Reads a PNG, JPEG or PNM file to brightness.
  ///
  /// Refuses, before memory is taken, what is beyond `PictureLimits`. Every other sequence of bytes
  /// ends in a picture or in a `PictureError` as well; `PicturePages` reads the other formats.
  package static func read(_ bytes: [UInt8]) throws(PictureError) -> LumaImage {
    let format = try checkedFormat(of: bytes)
    switch format {
    case .png: return try PNGReader.read(bytes)
    case .jpeg: return try JPEGReader.read(bytes)
    case .pnm: return try PNMReader.read(bytes)
    case .webP, .heif, .gif, .tiff, .bmp, .pdf, .svg, .zpl:
      throw .unsupported(format: format, detail: "not read in process")
    }
  }

  /// The format that the first bytes announce; nil when none that is read here.
  package static func format(of bytes: [UInt8]) -> PictureFormat? { PictureFormat(magic: bytes) }

  /// The format of a file whose size is within the limit.
  static func checkedFormat(of bytes: [UInt8]) throws(PictureError) -> PictureFormat {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= PictureLimits.fileBytes else { throw .fileTooLarge }
    guard let format = PictureFormat(magic: bytes) else { throw .unknownFormat }
    return format
  }

  /// `width * height` when both are at least 1 and within the limit, else why not.
  static func pixelCount(
    _ format: PictureFormat, width: Int, height: Int
  ) throws(PictureError) -> Int {
    guard width > 0, height > 0 else {
      throw .malformed(format: format, detail: "the picture is \(width) x \(height) pixels")
    }
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, count <= PictureLimits.pixels else {
      throw .tooLarge(format: format, width: width, height: height)
    }
    return count
  }
}
