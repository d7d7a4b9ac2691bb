/// The opacity of the pixels of a BMP file with 32 bits a pixel, which bmptopnm leaves out.
enum BMPOpacity {
  /// Nil when the file has none. A fourth byte that is 0 in every pixel is unused and not an opacity.
  static func read(_ file: [UInt8]) -> LumaImage? {
    func number(_ place: Int) -> Int {
      file[place..<place + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    guard file.count >= 54, number(14) >= 40, file[28] == 32, [0, 3, 6].contains(number(30)),
      let width = Int32(exactly: number(18)).map(Int.init)
    else { return nil }
    let height = Int(Int32(truncatingIfNeeded: number(22)))
    let start = number(10)
    // With masks of its own only the usual one, the highest byte.
    if number(30) != 0 {
      guard number(14) >= 56, file.count >= 70, number(66) == 0xFF00_0000 else { return nil }
    }
    guard let count = try? PictureReader.pixelCount(.bmp, width: width, height: abs(height)),
      start <= file.count, file.count - start >= 4 * count
    else { return nil }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count)
    for row in 0..<abs(height) {
      let stored = height > 0 ? height - 1 - row : row
      for column in 0..<width { pixels.append(file[start + 4 * (stored * width + column) + 3]) }
    }
    guard pixels.contains(where: { $0 != 0 }) else { return nil }
    return LumaImage(width: width, height: abs(height), pixels: pixels)
  }
}
