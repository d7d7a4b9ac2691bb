@testable import HCodePictures
import Testing

/// What is said to have nothing in it has nothing in it.
@Suite struct EvenlyDrawnTests {
  private let text = QRTestText.make(200, seed: 31)

  /// The picture of a symbol, and where an engine saw it.
  private func drawn(moduleSize: Int, seed: Int) throws -> (LumaImage, QRReading) {
    let image = try QRTestText.picture(
      QRTestText.make(200, seed: UInt64(seed)), moduleSize: moduleSize)
    return (image, try #require(ZXingEngine.read(image)?.first))
  }

  @Test func `most drawn symbols are even: few have a fourth finder pattern by chance`() throws {
    let even = try (1...40).filter { seed in
      let (image, reading) = try drawn(moduleSize: 2, seed: seed)
      return image.isEvenlyDrawn(reading)
    }
    #expect(even.count >= 30)
  }

  @Test(arguments: [2, 3, 5, 8]) func `one pixel of another level anywhere in a symbol is seen`(
    moduleSize: Int
  ) throws {
    let (image, reading) = try drawn(moduleSize: moduleSize, seed: 7)
    #expect(image.isEvenlyDrawn(reading))
    let (box, step) = (reading.box, max(1, reading.box.right / 37))
    for y in stride(from: box.top + moduleSize, to: box.bottom - moduleSize, by: step) {
      for x in stride(from: box.left + moduleSize, to: box.right - moduleSize, by: step) {
        var pixels = image.pixels
        pixels[y * image.width + x] ^= 0xFF
        let changed = try #require(
          LumaImage(width: image.width, height: image.height, pixels: pixels))
        #expect(!changed.isEvenlyDrawn(reading), "\(x), \(y)")
      }
    }
  }

  @Test(arguments: [false, true])
  func `a code whose modules are whole modules of the larger one is seen`(isInverted: Bool) throws {
    let symbol = try QREncoder.encode(QRTestText.make(110, seed: 5), errorCorrection: .high)
    let large = try QRPicture(symbol, moduleSize: 4).lumaImage()
    let reading = try #require(ZXingEngine.read(large)?.first)
    #expect(large.isEvenlyDrawn(reading))
    let drawn = try QRTestText.picture(QRTestText.make(12, seed: 6), moduleSize: 4, quietZone: 1)
    let small = isInverted ? drawn.inverted() : drawn
    // Sixteen modules from the symbol's corner, whose quiet zone has four.
    let scene = try QRTestText.canvas(
      large.width, large.height, [(large, x: 0, y: 0), (small, x: 80, y: 80)])
    #expect(!scene.isEvenlyDrawn(reading))
  }

  @Test func `nothing is proven of a large symbol`() throws {
    let image = try QRTestText.picture(QRTestText.make(600, seed: 5), moduleSize: 3)
    let reading = try #require(ZXingEngine.read(image)?.first)
    #expect(!image.isEvenlyDrawn(reading))
  }
}
