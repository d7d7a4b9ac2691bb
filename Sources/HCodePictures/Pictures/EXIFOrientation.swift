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
    let exif = JPEGSegments(bytes).first {
      $0.marker == 0xE1 && $0.data.starts(with: Self.identifier)
    }
    let tiff = exif.flatMap { TIFFReader($0.data.dropFirst(Self.identifier.count)) }
    let short = 3
    guard let tiff, let field = tiff.field(0x0112), field.type == short, field.count == 1,
      let value = tiff.number(at: field.place, length: 2),
      let found = Self(rawValue: UInt16(truncatingIfNeeded: value))
    else {
      self = .upright
      return
    }
    self = found
  }

  private static let identifier: [UInt8] = Array("Exif\0\0".utf8)

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
