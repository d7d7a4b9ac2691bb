@testable import HCodePictures
import Testing

@Suite struct LumaImageTreatmentTests {
  private func picture(_ width: Int, _ height: Int, seed: UInt64 = 1) throws -> LumaImage {
    try #require(
      LumaImage(
        width: width, height: height,
        pixels: QRTestText.make(width * height, seed: seed).map { $0 &* 37 }))
  }

  @Test(arguments: [(1, 1), (7, 3), (40, 23), (64, 1), (5, 90)], [1, 3, 11, 33])
  func `a pixel is black when it is darker than its neighbourhood's mean by more than the margin`(
    size: (Int, Int), side: Int
  ) throws {
    let image = try picture(size.0, size.1)
    let radius = max(1, side / 2)
    let result = image.thresholded(side: side, margin: 5)
    for y in 0..<size.1 {
      for x in 0..<size.0 {
        var (sum, count) = (0, 0)
        for row in max(0, y - radius)...min(size.1 - 1, y + radius) {
          for column in max(0, x - radius)...min(size.0 - 1, x + radius) {
            sum += Int(image.pixels[row * size.0 + column])
            count += 1
          }
        }
        let distance = Double(sum) / Double(count) - Double(image.pixels[y * size.0 + x]) - 5
        // Within a rounding of the threshold either is right.
        if abs(distance) > 0.01 {
          #expect(result.pixels[y * size.0 + x] == (distance > 0 ? 0 : 255))
        }
      }
    }
  }

  @Test func `an even picture stays as it is, smoothed or sharpened`() throws {
    for shade: UInt8 in [0, 1, 127, 255] {
      let image = try QRTestText.canvas(90, 61, shade: shade, [])
      #expect(image.smoothed() == image)
      #expect(image.sharpened(strength: 4) == image)
    }
  }

  @Test func `a part is what lies in the rectangle, cut off at the edges`() throws {
    let image = try picture(20, 10)
    let part = try #require(image.part(PixelBox(left: -5, top: 3, right: 4, bottom: 100)))
    #expect(part.width == 4 && part.height == 7)
    #expect(part.pixels[0] == image.pixels[3 * 20])
    #expect(part.pixels[27] == image.pixels[9 * 20 + 3])
    #expect(image.part(PixelBox(left: 20, top: 0, right: 30, bottom: 5)) == nil)
    #expect(image.part(PixelBox(left: 5, top: 5, right: 5, bottom: 9)) == nil)
  }

  @Test func `a picture of one pixel survives everything`() throws {
    let dot = try picture(1, 1)
    for treatment in [
      Treatment.none, .wide, .faint, .thresholded(percent: 5), .smoothed, .sharpened,
    ] {
      let treated = treatment.applied(to: dot)
      #expect(treated.width == 1 && treated.height == 1)
    }
  }
}
