/// The header of a PNG file (ISO/IEC 15948 §11.2.2): how large the picture is and what a pixel is made of.
struct PNGHeader: Equatable {
  let width: Int
  let height: Int
  /// Bits of a sample.
  let depth: Int
  /// 0 grey, 2 colour, 3 palette, 4 grey with opacity, 6 colour with opacity.
  let colourType: UInt8
  let isInterlaced: Bool

  /// Samples of a pixel.
  let channels: Int

  /// Columns and rows of a row's part of the picture: more than libpng reads too.
  static let longestSide = 1_000_000

  /// Refuses, before memory is taken, what is beyond `PictureLimits`.
  init(_ chunk: ArraySlice<UInt8>) throws(PictureError) {
    let bytes = Array(chunk)
    guard bytes.count == 13 else { throw PNGReader.malformed("Invalid IHDR data") }
    width = Int(PNGChunk.number(bytes[0..<4]))
    height = Int(PNGChunk.number(bytes[4..<8]))
    depth = Int(bytes[8])
    colourType = bytes[9]
    isInterlaced = bytes[12] == 1
    let depths: [Int]
    switch colourType {
    case 0: (channels, depths) = (1, [1, 2, 4, 8, 16])
    case 2: (channels, depths) = (3, [8, 16])
    case 3: (channels, depths) = (1, [1, 2, 4, 8])
    case 4: (channels, depths) = (2, [8, 16])
    case 6: (channels, depths) = (4, [8, 16])
    default: (channels, depths) = (0, [])
    }
    guard depths.contains(depth), bytes[10] == 0, bytes[11] == 0, bytes[12] <= 1,
      width > 0, height > 0, width < 1 << 31, height < 1 << 31
    else { throw PNGReader.malformed("Invalid IHDR data") }
    _ = try PictureReader.pixelCount(.png, width: width, height: height)
    guard width <= Self.longestSide, height <= Self.longestSide,
      rowBytes(width) * height <= PictureLimits.sampleBytes
    else { throw .tooLarge(format: .png, width: width, height: height) }
  }

  /// Bytes of so many pixels.
  func rowBytes(_ pixels: Int) -> Int { (pixels * channels * depth + 7) / 8 }

  /// Which pixels come one after the other: Adam7 (§8.2) when interlaced, else all of them.
  var passes: [Pass] {
    let all =
      isInterlaced
      ? [
        Pass(left: 0, top: 0, right: 8, down: 8), Pass(left: 4, top: 0, right: 8, down: 8),
        Pass(left: 0, top: 4, right: 4, down: 8), Pass(left: 2, top: 0, right: 4, down: 4),
        Pass(left: 0, top: 2, right: 2, down: 4), Pass(left: 1, top: 0, right: 2, down: 2),
        Pass(left: 0, top: 1, right: 1, down: 2),
      ] : [Pass(left: 0, top: 0, right: 1, down: 1)]
    return all.filter { $0.left < width && $0.top < height }
  }

  /// The first column and row, and the step to the next.
  struct Pass {
    let left: Int
    let top: Int
    let right: Int
    let down: Int
  }
}
