@testable import HCodePictures
import Testing

@Suite struct LumaImageLocalThresholdTests {
  /// Noise of some contrast that changes over the picture, with plain parts.
  private func picture(_ width: Int, _ height: Int, seed: UInt64) throws -> LumaImage {
    let noise = QRTestText.make(width * height, seed: seed)
    return try #require(
      LumaImage(width: width, height: height) { target in
        for place in 0..<width * height {
          let (x, y) = (place % width, place / width)
          let isPlain = (x / 24 + y / 40) % 3 == 0
          target[place] =
            isPlain ? UInt8(x % 7) : UInt8(truncatingIfNeeded: x + 2 * y) / 2 &+ noise[place] % 90
        }
      })
  }

  /// The same, block by block and pixel by pixel, as docs/scanning.md says.
  private func expected(_ image: LumaImage) -> [UInt8] {
    let (columns, rows) = ((image.width + 7) / 8, (image.height + 7) / 8)
    func start(_ block: Int, _ side: Int) -> Int { min(8 * block, side - 8) }
    var own: [Int] = []
    for block in 0..<columns * rows {
      let (x, y) = (start(block % columns, image.width), start(block / columns, image.height))
      let seen = (0..<64).map { Int(image.pixels[(y + $0 / 8) * image.width + x + $0 % 8]) }
      let (low, high) = (seen.min() ?? 0, seen.max() ?? 0)
      own.append(high - low > 24 ? (high + low) / 2 : 0)
    }
    var smooth = (0..<columns * rows).map { block -> Int in
      let x = min(max(block % columns, 2), columns - 3)
      let y = min(max(block / columns, 2), rows - 3)
      var counted = [own[block], own[block]]
      for row in y - 2...y + 2 {
        for column in x - 2...x + 2 { counted.append(own[row * columns + column]) }
      }
      counted.removeAll { $0 == 0 }
      return counted.isEmpty ? 0 : counted.reduce(0, +) / counted.count
    }
    for block in smooth.indices.reversed() where smooth[block] == 0 {
      smooth[block] = smooth[(block + 1)...].first ?? smooth.last { $0 != 0 } ?? 0
    }
    var pixels = [UInt8](repeating: 7, count: image.pixels.count)
    for block in 0..<columns * rows {
      let (x, y) = (start(block % columns, image.width), start(block / columns, image.height))
      for place in 0..<64 {
        let at = (y + place / 8) * image.width + x + place % 8
        pixels[at] = Int(image.pixels[at]) <= smooth[block] ? 0 : 255
      }
    }
    return pixels
  }

  @Test(arguments: [(40, 40), (41, 47), (64, 40), (203, 99), (320, 240)], [UInt64(1), 2, 3])
  func `each block gets the mean of the thresholds round it`(size: (Int, Int), seed: UInt64) throws
  {
    let image = try picture(size.0, size.1, seed: seed)
    #expect(try #require(image.locallyThresholded()).pixels == expected(image))
  }

  @Test func `a picture without contrast or too small for blocks has no thresholds`() throws {
    #expect(try QRTestText.canvas(90, 61, shade: 200, []).locallyThresholded() == nil)
    #expect(try picture(39, 200, seed: 1).locallyThresholded() == nil)
    #expect(try picture(200, 39, seed: 1).locallyThresholded() == nil)
  }

  @Test(arguments: [1, 7, 8, 9, 15, 16, 17, 40, 1001])
  func `the edges of a black and white line are where it changes, and its ends`(count: Int) {
    let line = QRTestText.make(count, seed: UInt64(count)).map { $0 % 3 == 0 ? UInt8(0) : 255 }
    var edges = LineEdges()
    line.withUnsafeBytes { edges.scan(blackAndWhite: $0) }
    let changes = (1..<max(count, 1)).filter { line[$0] != line[$0 - 1] }.map { 16 * $0 }
    #expect(edges.positions == (changes.isEmpty ? [] : [0] + changes + [16 * count]))
  }
}
