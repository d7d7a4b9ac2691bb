import Testing

@testable import HCodeCore

@Suite struct FinderPatternSearchTests {
  private func centres(_ version: QRSymbol, moduleSize: Int, quietZone: Int) -> [(Double, Double)] {
    let near = (Double(quietZone) + 3.5) * Double(moduleSize)
    let far = (Double(quietZone + version.size) - 3.5) * Double(moduleSize)
    return [(near, near), (far, near), (near, far)]
  }

  @Test(arguments: [2, 3, 5, 12], [0, 4])
  func `the three patterns of a code are found where they are`(
    moduleSize: Int, quietZone: Int
  ) throws {
    for count in [20, 100, 262, 600] {
      let symbol = try QREncoder.encode(QRTestText.make(count), errorCorrection: .medium)
      let image = try QRPicture(symbol, moduleSize: moduleSize, quietZone: quietZone).lumaImage()
      for (image, isInverted) in [(image, false), (image.inverted(), true)] {
        let scene = SearchScene(image)
        for (x, y) in centres(symbol, moduleSize: moduleSize, quietZone: quietZone) {
          #expect(
            scene.patterns.found.contains {
              $0.isInverted == isInverted && abs($0.x - x) <= Double(moduleSize)
                && abs($0.y - y) <= Double(moduleSize)
            }, "\(count) characters at \(x) \(y)")
        }
        #expect(!scene.candidates.isEmpty)
        #expect(scene.couldHideCode)
      }
    }
  }

  @Test func `the candidate's box holds the code`() throws {
    let code = try QRTestText.picture(QRTestText.make(262), moduleSize: 4)
    let scene = SearchScene(try QRTestText.canvas(900, 700, [(code, x: 333, y: 250)]))
    let box = try #require(scene.candidates.first).box
    #expect(box.left <= 349 && box.right >= 333 + code.width - 16)
    #expect(box.top <= 266 && box.bottom >= 250 + code.height - 16)
  }

  @Test func `a picture full of patterns ends the search, which says so`() throws {
    // Concentric squares, side by side.
    let side = 1400
    let pixels = (0..<side * side).map { index -> UInt8 in
      let (x, y) = (index % side % 18, index / side % 18)
      let ring: Int = max(abs(2 * x - 13), abs(2 * y - 13)) / 2
      return ring <= 2 || ring >= 5 && ring <= 6 ? 0 : 255
    }
    let scene = SearchScene(try #require(LumaImage(width: side, height: side, pixels: pixels)))
    #expect(scene.patterns.isIncomplete)
    #expect(scene.patterns.found.count <= 3000)
    #expect(scene.couldHideCode)
    let clock = ContinuousClock()
    let spent = clock.measure { #expect(QRScanner.texts(in: scene.image).isEmpty) }
    #expect(spent < .seconds(20))
  }

  @Test func `noise has no end of edges, and the search ends`() throws {
    let noise = QRTestText.make(1600 * 1200).map { $0 &* 37 }
    let image = try #require(LumaImage(width: 1600, height: 1200, pixels: noise))
    let spent = ContinuousClock().measure { #expect(QRScanner.texts(in: image).isEmpty) }
    #expect(spent < .seconds(20))
  }

  @Test func `nothing can hide where there are no edges or only text`() throws {
    #expect(!SearchScene(try QRTestText.canvas(640, 480, [])).couldHideCode)
    let stripes = (0..<640 * 480).map { (index: Int) -> UInt8 in index % 640 / 9 % 2 == 0 ? 0 : 255
    }
    let image = try #require(LumaImage(width: 640, height: 480, pixels: stripes))
    #expect(QRSearchArea.couldHideCode(in: image, outside: []))
    #expect(!SearchScene(image).couldHideCode)
  }
}
