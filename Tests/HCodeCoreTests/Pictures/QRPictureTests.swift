@testable import HCodePictures
import Testing

@Suite struct QRPictureTests {
  @Test(arguments: [1, 2, 3, 7, 8, 33, 40], [0, 1, 4])
  func `the PNG, the packed rows and the grey picture show the same modules`(
    moduleSize: Int, quietZone: Int
  ) throws {
    let symbol = try QREncoder.encode(QRTestText.make(30), errorCorrection: .high)
    let picture = try QRPicture(symbol, moduleSize: moduleSize, quietZone: quietZone)
    #expect(picture.side == (symbol.size + 2 * quietZone) * moduleSize)
    let image = try picture.lumaImage()
    for row in 0..<symbol.size {
      for column in 0..<symbol.size {
        let (x, y) = ((column + quietZone) * moduleSize, (row + quietZone) * moduleSize)
        let isDark = symbol.isDark(row: row, column: column)
        let far = (y + moduleSize - 1) * picture.side + x + moduleSize - 1
        #expect(image.pixels[y * picture.side + x] == (isDark ? 0 : 255))
        #expect(image.pixels[far] == (isDark ? 0 : 255))
      }
    }
    let file = try picture.png(with: PNGWriter(), pixelsPerMetre: 11811)
    #expect(try PictureReader.read(file) == image)
  }

  @Test func `sizes that fit no picture are refused`() throws {
    let symbol = try QREncoder.encode([0x41], errorCorrection: .low)
    #expect(throws: QRPictureError.moduleSize(0)) { try QRPicture(symbol, moduleSize: 0) }
    #expect(throws: QRPictureError.quietZone(-1)) {
      try QRPicture(symbol, moduleSize: 1, quietZone: -1)
    }
    #expect(throws: QRPictureError.tooLarge) { try QRPicture(symbol, moduleSize: 300) }
    #expect(throws: QRPictureError.tooLarge) { try QRPicture(symbol, moduleSize: .max) }
    #expect(throws: QRPictureError.tooLarge) {
      try QRPicture(symbol, moduleSize: 1, quietZone: .max)
    }
  }
}
