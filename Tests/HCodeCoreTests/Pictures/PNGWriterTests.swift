@testable import HCodePictures
import Testing

@Suite struct PNGWriterTests {
  @Test func `what is written is read back, at every width`() throws {
    let writer = try PNGWriter()
    var random = SystemRandomNumberGenerator()
    for width in Array(1...40) + [255, 261, 1001] {
      let height = width % 5 + 1
      let rowBytes = (width + 7) / 8
      let rows = (0..<rowBytes * height).map { _ in UInt8.random(in: 0...255, using: &random) }
      let file = try writer.encode(
        width: width, height: height, packedRows: rows,
        pixelsPerMetre: width % 2 == 0 ? 11811 : nil)
      let image = try PictureReader.read(file)
      let expected = (0..<width * height).map { index -> UInt8 in
        let (x, y) = (index % width, index / width)
        return rows[y * rowBytes + x / 8] >> UInt8(7 - x % 8) & 1 == 1 ? 255 : 0
      }
      #expect(image == LumaImage(width: width, height: height, pixels: expected), "\(width)")
    }
  }

  @Test func `the print size is a pHYs chunk in front of the picture`() throws {
    let file = try PNGWriter().encode(
      width: 1, height: 1, packedRows: [0x80], pixelsPerMetre: 11811)
    #expect(
      Array(file[33..<54]) == PNGFixture.chunk("pHYs", [0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1]))
  }

  @Test func `sizes that fit no picture are refused`() throws {
    let writer = try PNGWriter()
    for (width, height) in [(0, 1), (1, 0), (-8, -8), (.max, .max), (60_000, 60_000)] {
      #expect(throws: PNGWritingError.size(width: width, height: height)) {
        try writer.encode(width: width, height: height, packedRows: [0])
      }
    }
    #expect(throws: PNGWritingError.rows(expected: 4, actual: 3)) {
      try writer.encode(width: 9, height: 2, packedRows: [0, 0, 0])
    }
  }
}
