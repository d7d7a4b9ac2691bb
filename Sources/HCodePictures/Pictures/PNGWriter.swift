import HCodeBase

/// Writes black-and-white pictures as 1-bit greyscale PNG (ISO/IEC 15948).
///
/// Holds a compressor, so keep one for many pictures, and one for each task: it is not `Sendable`.
package final class PNGWriter {
  private let compressor: Zlib.Compressor

  /// Takes the compressor's memory; throws `.compressor` when there is none.
  package init() throws(PNGWritingError) {
    // Level 1: symbols are so regular that more effort saves few bytes.
    guard let compressor = Zlib.Compressor(level: 1) else { throw .compressor }
    self.compressor = compressor
  }

  /// Writes a picture.
  ///
  /// - Parameters:
  ///   - packedRows: `height` rows of `(width + 7) / 8` bytes. The highest bit is the leftmost
  ///     pixel and 1 is white. Bits past `width` are ignored.
  ///   - pixelsPerMetre: the size to print at, for a pHYs chunk; nil for none.
  /// - Returns: the bytes of a PNG file.
  /// - Throws: `.size` and `.rows` for arguments that fit no picture or not each other.
  package func encode(
    width: Int, height: Int, packedRows: [UInt8], pixelsPerMetre: UInt32? = nil
  ) throws(PNGWritingError) -> [UInt8] {
    guard width > 0, height > 0, width <= PictureLimits.pixels / height else {
      throw .size(width: width, height: height)
    }
    let rowBytes = (width + 7) / 8
    guard packedRows.count == rowBytes * height else {
      throw .rows(expected: rowBytes * height, actual: packedRows.count)
    }
    var file: [UInt8] = []
    let filtered = Self.filtered(packedRows, rowBytes: rowBytes)
    guard let compressed = compressor.compress(filtered) else { throw .compressor }
    file.reserveCapacity(100 + compressed.count)
    file += [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    Self.append("IHDR", to: &file) { data in
      Self.append(UInt32(truncatingIfNeeded: width), to: &data)
      Self.append(UInt32(truncatingIfNeeded: height), to: &data)
      // 1 bit a pixel, greyscale, deflate, the standard filters, not interlaced.
      data += [1, 0, 0, 0, 0]
    }
    if let pixelsPerMetre {
      Self.append("pHYs", to: &file) { data in
        // PNG's four-byte numbers stop at 2^31 - 1.
        Self.append(min(pixelsPerMetre, 0x7FFF_FFFF), to: &data)
        Self.append(min(pixelsPerMetre, 0x7FFF_FFFF), to: &data)
        data.append(1)  // the unit is the metre
      }
    }
    Self.append("IDAT", to: &file) { $0 += compressed }
    Self.append("IEND", to: &file) { _ in }
    return file
  }

  /// Each row behind the byte for "no filter": the others only pay for photographs.
  private static func filtered(_ rows: [UInt8], rowBytes: Int) -> [UInt8] {
    var filtered: [UInt8] = []
    filtered.reserveCapacity(rows.count + rows.count / rowBytes)
    for start in stride(from: 0, to: rows.count, by: rowBytes) {
      filtered.append(0)
      filtered += rows[start..<start + rowBytes]
    }
    return filtered
  }

  /// Appends a chunk: length of the data, type, data, and the checksum of type and data.
  private static func append(
    _ type: String, to file: inout [UInt8], data: (inout [UInt8]) -> Void
  ) {
    let start = file.count
    append(0, to: &file)
    file += type.utf8
    data(&file)
    let length = UInt32(truncatingIfNeeded: file.count - start - 8)
    for index in 0..<4 {
      file[start + index] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * index))
    }
    let checksum = file.withUnsafeBytes { bytes in
      Zlib.crc32(UnsafeRawBufferPointer(rebasing: bytes[(start + 4)...]))
    }
    append(checksum, to: &file)
  }

  private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
    for shift: UInt32 in [24, 16, 8, 0] {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
