@testable import HCodePictures
import Testing

@Suite struct LumaImageReducedTests {
  @Test(arguments: [(2, 2), (3, 3), (8, 2), (9, 5), (16, 4), (23, 7), (2, 31), (64, 64)])
  func `halving takes the rounded mean of four pixels`(width: Int, height: Int) throws {
    let pixels = QRTestText.make(width * height).map { $0 &* 91 }
    let image = try #require(LumaImage(width: width, height: height, pixels: pixels))
    let half = image.halved()
    #expect(half.width == width / 2 && half.height == height / 2)
    for y in 0..<half.height {
      for x in 0..<half.width {
        let corner = 2 * y * width + 2 * x
        let sum = [0, 1, width, width + 1].reduce(2) { $0 + Int(pixels[corner + $1]) }
        #expect(half.pixels[y * half.width + x] == UInt8(sum / 4))
      }
    }
  }

  @Test func `a picture with a side of one pixel is not halved`() throws {
    let line = try #require(LumaImage(width: 5, height: 1, pixels: [1, 2, 3, 4, 5]))
    #expect(line.halved() == line)
  }

  @Test func `white stays white and black black`() throws {
    for shade: UInt8 in [0, 255] {
      let image = try QRTestText.canvas(37, 40, shade: shade, []).halved()
      #expect(image.pixels.allSatisfy { $0 == shade })
    }
  }

  @Test func `doubling and halving again, or inverting twice, changes nothing`() throws {
    let pixels = QRTestText.make(13 * 9)
    let image = try #require(
      LumaImage(width: 13, height: 9, pixels: pixels, isIncomplete: true))
    #expect(image.doubled().halved() == image)
    #expect(image.doubled().width == 26)
    #expect(image.inverted().inverted() == image)
    #expect(image.inverted().pixels.first == 255 - pixels[0])
  }
}
