import Glibc

/// What a PNG file says of its colours, and the brightness of its samples over white or black ground.
///
/// The weights and the order of the steps are libpng's, by which pictures were read before: a colour's brightness is weighed
/// as light (ITU-R BT.709) and written as sRGB writes it; a grey sample stays what it is, unless the file has another gamma.
struct PNGColours {
  private let header: PNGHeader
  /// The samples of the colour that is transparent; nil when there is none.
  private let key: [Int]?
  /// 255 for white.
  private let ground: UInt8
  /// Whether one of the levels is transparent.
  private let hasTransparentLevel: Bool
  /// For files with one sample of up to 8 bits a pixel: the brightness of each value.
  private let levels: [UInt8]
  /// A grey sample as sRGB writes it.
  private let grey: [UInt8]
  private let light: [UInt8]
  private let written: [UInt8]

  init(
    _ header: PNGHeader, palette: ArraySlice<UInt8>?, transparency: ArraySlice<UInt8>?,
    gamma: Double, ground: UInt8
  ) throws(PictureError) {
    self.header = header
    self.ground = ground
    grey = Self.isUsual(gamma: gamma) ? (0...255).map { $0 } : Self.table(1 / (gamma * 2.2))
    let isGrey = header.colourType == 0 || header.colourType == 4
    light = isGrey ? [] : Self.table(1 / gamma)
    written = isGrey ? [] : Self.table(1 / 2.2)
    let transparent = Array(transparency ?? [])
    let isPalette = header.colourType == 3
    let hasKey = !isPalette && transparent.count == header.channels * 2 && header.colourType < 4
    key =
      hasKey
      ? (0..<header.channels).map { Int(transparent[$0 * 2]) << 8 | Int(transparent[$0 * 2 + 1]) }
      : nil
    if isPalette {
      let entries = Array(palette ?? [])
      guard !entries.isEmpty else { throw PNGReader.malformed("Missing PLTE before IDAT") }
      guard entries.count % 3 == 0, entries.count <= 768 else {
        throw PNGReader.malformed("PLTE: invalid")
      }
      var levels = [UInt8](repeating: 0, count: 256)
      for entry in 0..<entries.count / 3 {
        levels[entry] = Self.laid(
          Self.brightness(
            entries[entry * 3], entries[entry * 3 + 1], entries[entry * 3 + 2], grey, light, written
          ),
          opacity: entry < transparent.count ? transparent[entry] : 255, on: ground)
      }
      self.levels = levels
      hasTransparentLevel = transparent.contains { $0 < 255 }
    } else if header.colourType == 0, header.depth <= 8 {
      let most = 1 << header.depth - 1
      levels = (0...most).map { [grey, key] value in
        key == [value] ? ground : grey[value * 255 / most]
      }
      hasTransparentLevel = key != nil
    } else {
      levels = []
      hasTransparentLevel = false
    }
  }

  /// Whether samples stay what they are. libpng takes a twentieth of difference for none.
  static func isUsual(gamma: Double) -> Bool { abs(1 / (gamma * 2.2) - 1) <= 0.05 }

  /// The brightness of a row's pixels, written a number of pixels apart; whether some of them may be transparent.
  func write(
    _ row: UnsafePointer<UInt8>, pixels: Int, to target: UnsafeMutablePointer<UInt8>, apart: Int
  ) -> Bool {
    guard levels.isEmpty else {
      writeLevels(row, pixels: pixels, to: target, apart: apart)
      return hasTransparentLevel
    }
    var least: UInt8 = 255
    let isDeep = header.depth == 16
    let channels = header.channels
    let pixelBytes = isDeep ? 2 * channels : channels
    for pixel in 0..<pixels {
      let start = row + pixel * pixelBytes
      func sample(_ channel: Int) -> Int {
        isDeep
          ? Int(start[2 * channel]) << 8 | Int(start[2 * channel + 1]) : Int(start[channel])
      }
      func byte(_ channel: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: isDeep ? (sample(channel) * 255 + 32895) >> 16 : sample(channel))
      }
      var opacity: UInt8 = 255
      if channels == 2 || channels == 4 {
        opacity = byte(channels - 1)
      } else if let key, key.indices.allSatisfy({ key[$0] == sample($0) }) {
        opacity = 0
      }
      let value =
        channels < 3
        ? grey[Int(byte(0))]
        : Self.brightness(byte(0), byte(1), byte(2), grey, light, written)
      least = min(least, opacity)
      target[pixel * apart] = Self.laid(value, opacity: opacity, on: ground)
    }
    return least < 255
  }

  private func writeLevels(
    _ row: UnsafePointer<UInt8>, pixels: Int, to target: UnsafeMutablePointer<UInt8>, apart: Int
  ) {
    let depth = header.depth
    levels.withUnsafeBufferPointer { levels in
      if depth == 8 {
        for pixel in 0..<pixels { target[pixel * apart] = levels[Int(row[pixel])] }
        return
      }
      let mask = UInt8(1 << depth - 1)
      let inBytes = depth == 1 && apart == 1 ? pixels / 8 : 0
      Self.writeBits(row, bytes: inBytes, dark: levels[0], light: levels[1], to: target)
      for pixel in inBytes * 8..<pixels {
        let bit = pixel * depth
        let value = row[bit >> 3] >> UInt8(8 - depth - bit & 7) & mask
        target[pixel * apart] = levels[Int(value)]
      }
    }
  }

  /// Eight pixels at a time, each bit made a byte of a word whose lowest byte is the leftmost pixel.
  private static func writeBits(
    _ row: UnsafePointer<UInt8>, bytes: Int, dark: UInt8, light: UInt8,
    to target: UnsafeMutablePointer<UInt8>
  ) {
    let each: UInt64 = 0x0101_0101_0101_0101
    let (ground, change) = (each &* UInt64(dark), each &* UInt64(dark ^ light))
    for byte in 0..<bytes {
      let bits = each &* UInt64(row[byte]) & 0x0102_0408_1020_4080
      let chosen = ((bits &+ 0x7F7F_7F7F_7F7F_7F7F) >> 7 & each) &* 0xFF
      UnsafeMutableRawPointer(target + 8 * byte).storeBytes(
        of: (ground ^ (chosen & change)).littleEndian, as: UInt64.self)
    }
  }

  private static func brightness(
    _ red: UInt8, _ green: UInt8, _ blue: UInt8, _ grey: [UInt8], _ light: [UInt8],
    _ written: [UInt8]
  ) -> UInt8 {
    if red == green, green == blue { return grey[Int(red)] }
    let sum =
      6968 * Int(light[Int(red)]) + 23434 * Int(light[Int(green)]) + 2366 * Int(light[Int(blue)])
    return written[(sum + 16384) >> 15]
  }

  private static func laid(_ value: UInt8, opacity: UInt8, on ground: UInt8) -> UInt8 {
    guard opacity < 255 else { return value }
    let (value, opacity) = (Int(value), Int(opacity))
    return UInt8(
      truncatingIfNeeded: (value * opacity + Int(ground) * (255 - opacity) + 127) / 255)
  }

  /// What each byte is when it is taken to a power.
  private static func table(_ power: Double) -> [UInt8] {
    (0...255).map { UInt8(pow(Double($0) / 255, power) * 255 + 0.5) }
  }
}
