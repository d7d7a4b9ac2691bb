/// Which way a camera was held: how the stored rows must be turned to stand upright.
///
/// EXIF 2.32 §4.6.4, tag 0x0112. Raw values are the tag's own.
enum EXIFOrientation: UInt16, CaseIterable, Sendable {
  case upright = 1
  case mirrored = 2
  case upsideDown = 3
  case upsideDownMirrored = 4
  case transposed = 5
  case quarterTurnClockwise = 6
  case transverse = 7
  case quarterTurnCounterclockwise = 8

  /// Finds the orientation in a JPEG file's Exif segment. A file without one, or with a damaged
  /// one, is upright: a wrong guess costs nothing, since codes are found at any angle.
  init(jpeg bytes: [UInt8]) {
    self = Self.exifSegment(of: bytes).flatMap(Self.init(exif:)) ?? .upright
  }

  /// Reads the TIFF structure: byte order, 42, offset of the first directory, then its entries.
  private init?(exif tiff: ArraySlice<UInt8>) {
    let reader: TIFFReader
    switch (tiff.first, tiff.dropFirst().first) {
    case (0x49, 0x49): reader = TIFFReader(bytes: tiff, isLittleEndian: true)
    case (0x4D, 0x4D): reader = TIFFReader(bytes: tiff, isLittleEndian: false)
    default: return nil
    }
    guard reader.uint16(at: 2) == 42, let directory = reader.uint32(at: 4),
      let entries = reader.uint16(at: directory)
    else { return nil }
    for index in 0..<Int(entries) {
      let entry = directory + 2 + index * 12
      // A segment has at most 64 KiB, so this ends long before the 65,535 entries that may be
      // claimed.
      guard let tag = reader.uint16(at: entry) else { return nil }
      guard tag == 0x0112 else { continue }
      let short: UInt16 = 3
      guard reader.uint16(at: entry + 2) == short, reader.uint32(at: entry + 4) == 1,
        let value = reader.uint16(at: entry + 8)
      else { return nil }
      self.init(rawValue: value)
      return
    }
    return nil
  }

  /// The bytes after `Exif␀␀` in the first APP1 segment that has them.
  private static func exifSegment(of bytes: [UInt8]) -> ArraySlice<UInt8>? {
    let startOfScan: UInt8 = 0xDA
    let app1: UInt8 = 0xE1
    var rest = bytes.dropFirst(2)
    while rest.count >= 4, rest.first == 0xFF {
      let marker = rest[rest.startIndex + 1]
      if marker == 0xFF {  // fill byte
        rest = rest.dropFirst()
        continue
      }
      guard marker != startOfScan else { return nil }
      let length = Int(rest[rest.startIndex + 2]) << 8 | Int(rest[rest.startIndex + 3])
      guard length >= 2 else { return nil }
      let payload = rest.dropFirst(4).prefix(length - 2)
      if marker == app1, payload.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) {
        return payload.dropFirst(6)
      }
      rest = rest.dropFirst(2 + length)
    }
    return nil
  }

  /// The picture as it is to be seen.
  func applied(to image: LumaImage) -> LumaImage {
    let (width, height) = (image.width, image.height)
    let last = width * height - 1
    // Where the top left pixel comes from, and how far the source moves for a step right and down.
    let (origin, right, down): (Int, Int, Int) =
      switch self {
      case .upright: (0, 1, width)
      case .mirrored: (width - 1, -1, width)
      case .upsideDown: (last, -1, -width)
      case .upsideDownMirrored: (last - width + 1, 1, -width)
      case .transposed: (0, width, 1)
      case .quarterTurnClockwise: (last - width + 1, -width, 1)
      case .transverse: (last, -width, -1)
      case .quarterTurnCounterclockwise: (width - 1, width, -1)
      }
    guard self != .upright else { return image }
    let isTurned = rawValue >= Self.transposed.rawValue
    let columns = isTurned ? height : width
    let rows = isTurned ? width : height
    var turned = [UInt8](repeating: 0, count: image.pixels.count)
    image.pixels.withUnsafeBufferPointer { source in
      turned.withUnsafeMutableBufferPointer { target in
        // In tiles, because a quarter turn reads down columns and each read would miss the cache.
        let tile = 64
        for top in stride(from: 0, to: rows, by: tile) {
          for left in stride(from: 0, to: columns, by: tile) {
            for y in top..<min(top + tile, rows) {
              for x in left..<min(left + tile, columns) {
                target[y * columns + x] = source[origin + x * right + y * down]
              }
            }
          }
        }
      }
    }
    return LumaImage(
      width: columns, height: rows, pixels: turned, isIncomplete: image.isIncomplete) ?? image
  }
}

/// Numbers at offsets of a TIFF structure; nil past its end.
private struct TIFFReader {
  let bytes: ArraySlice<UInt8>
  let isLittleEndian: Bool

  func uint16(at offset: Int) -> UInt16? {
    number(at: offset, length: 2).map { UInt16(truncatingIfNeeded: $0) }
  }

  func uint32(at offset: Int) -> Int? {
    number(at: offset, length: 4)
  }

  private func number(at offset: Int, length: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - length else { return nil }
    let field = bytes.dropFirst(offset).prefix(length)
    return isLittleEndian
      ? field.reversed().reduce(0) { $0 << 8 | Int($1) } : field.reduce(0) { $0 << 8 | Int($1) }
  }
}
