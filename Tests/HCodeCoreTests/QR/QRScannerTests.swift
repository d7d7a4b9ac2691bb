@testable import HCodePictures
import Testing

@Suite struct QRScannerTests {
  @Test(arguments: 1...40, QRSymbol.ErrorCorrection.allCases)
  func `every version and level is read back as it was written`(
    version: Int, level: QRSymbol.ErrorCorrection
  ) throws {
    let text = try QRTestText.filling(version: version, level)
    let symbol = try QREncoder.encode(text, errorCorrection: level)
    #expect(symbol.version == version)
    for moduleSize in [2, 4, 8] {
      let image = try QRPicture(symbol, moduleSize: moduleSize).lumaImage()
      #expect(QRScanner.texts(in: image) == [text], "\(moduleSize) px")
    }
  }

  @Test func `a 260 px picture of a usual code is read at half its size`() throws {
    let text = QRTestText.make(289)
    let image = try QRTestText.picture(text, moduleSize: 4)
    #expect(image.width == 260)
    #expect(QRScanner.texts(in: image.halved()) == [text])
    let reading = try #require(QRScanner.readings(in: image).first)
    #expect(abs(reading.box.left - 16) <= 4 && abs(reading.box.right - 244) <= 4)
    // Nothing is left of it when it is covered, which is what keeps the search of a plain code short.
    #expect(image.hasContrast && !image.covering([reading]).hasContrast)
  }

  @Test func `a code saved with one pixel a module is read`() throws {
    for seed: UInt64 in 1...20 {
      let text = QRTestText.make(262, seed: seed)
      let image = try QRTestText.picture(text, moduleSize: 1)
      #expect(QRScanner.texts(in: image) == [text], "\(seed)")
    }
  }

  @Test(arguments: [2, 3, 4, 8, 20])
  func `a code shown light on dark is read`(moduleSize: Int) throws {
    let text = QRTestText.make(262)
    let image = try QRTestText.picture(text, moduleSize: moduleSize).inverted()
    #expect(QRScanner.texts(in: image) == [text])
  }

  @Test func `a small code beside a large one is reported too`() throws {
    let (green, red) = (QRTestText.make(262, seed: 3), QRTestText.make(20, seed: 4))
    let large = try QRTestText.picture(green, moduleSize: 12)
    let small = try QRTestText.picture(red, moduleSize: 2)
    let beside = try QRTestText.canvas(
      large.width + small.width, large.height, [(large, x: 0, y: 0), (small, x: large.width, y: 9)])
    // At the level where the large one is read, the small one cannot be.
    #expect(QRScanner.texts(in: beside.halved().halved()) == [green])
    #expect(Set(QRScanner.texts(in: beside)) == [green, red])
    let below = try QRTestText.canvas(
      large.width, large.height + small.height,
      [(large, x: 0, y: 0), (small, x: 300, y: large.height)])
    #expect(QRScanner.texts(in: below) == [green, red])
  }

  @Test func `all codes on a sheet are reported line by line, equal ones once`() throws {
    let texts = (1...6).map { QRTestText.make(100, seed: $0) }
    let pictures = try texts.map { try QRTestText.picture($0, moduleSize: 5) }
    let side = pictures[0].width
    let parts = pictures.enumerated().map { index, picture in
      (picture, x: index % 3 * (side + 30), y: index / 3 * (side + 30) + index % 3 * 7)
    }
    let sheet = try QRTestText.canvas(
      3 * side + 60, 3 * side + 60, parts + [(pictures[2], x: 10, y: 2 * side + 60)])
    #expect(QRScanner.texts(in: sheet) == texts)
  }

  @Test func `a picture without a code has no texts, whatever its size`() throws {
    for (width, height) in [(1, 1), (1, 500), (500, 1), (15, 15), (41, 300), (640, 480)] {
      for shade: UInt8 in [0, 128, 255] {
        #expect(QRScanner.texts(in: try QRTestText.canvas(width, height, shade: shade, [])).isEmpty)
      }
    }
    let noise = QRTestText.make(300 * 300).map { $0 &* 37 }
    let image = try #require(LumaImage(width: 300, height: 300, pixels: noise))
    #expect(QRScanner.texts(in: image).isEmpty)
  }

  @Test func `a code in an uneven, noisy picture is found and turned ones are too`() throws {
    let text = QRTestText.make(200)
    let code = try QRTestText.picture(text, moduleSize: 6)
    var pixels = try QRTestText.canvas(1280, 721, [(code, x: 417, y: 133)]).pixels
    let noise = QRTestText.make(pixels.count, seed: 9)
    for index in pixels.indices {
      let light = 90 + index % 1280 * 100 / 1280
      pixels[index] = UInt8(clamping: Int(pixels[index]) * light / 255 + Int(noise[index]) / 6)
    }
    let image = try #require(LumaImage(width: 1280, height: 721, pixels: pixels))
    #expect(QRScanner.texts(in: image) == [text])
    for orientation in EXIFOrientation.allCases {
      #expect(QRScanner.texts(in: orientation.applied(to: image)) == [text])
    }
  }

  @Test func `a code in the corner that a turned one leaves free is reported too`() throws {
    let (green, red) = (QRTestText.make(100, seed: 5), QRTestText.make(20, seed: 6))
    let upright = try QRTestText.picture(green, moduleSize: 12, quietZone: 0)
    // Turned by 45 degrees, nearest neighbour.
    let side = upright.width * 3 / 2
    var pixels = [UInt8](repeating: 255, count: side * side)
    for y in 0..<side {
      for x in 0..<side {
        let (dx, dy) = (Double(x - side / 2) * 0.70711, Double(y - side / 2) * 0.70711)
        let (column, row) = (Int(dx + dy) + upright.width / 2, Int(dy - dx) + upright.width / 2)
        guard 0..<upright.width ~= column, 0..<upright.height ~= row else { continue }
        pixels[y * side + x] = upright.pixels[row * upright.width + column]
      }
    }
    let turned = try #require(LumaImage(width: side, height: side, pixels: pixels))
    let small = try QRTestText.picture(red, moduleSize: 2)
    let both = try QRTestText.canvas(side, side, [(turned, x: 0, y: 0), (small, x: 60, y: 60)])
    #expect(QRScanner.texts(in: turned) == [green])
    #expect(Set(QRScanner.texts(in: both)) == [green, red])
  }
}
