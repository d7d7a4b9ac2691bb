import Glibc
@testable import HCodePictures
import Testing

@Suite struct FinderPatternSearchTests {
  /// Of this thread alone: a machine with much else to do spends no more of it.
  private static var processorSeconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec
  }

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

  @Test(arguments: [0, 7, 30, 45, 80])
  func `the patterns of a turned code are proved and make a likely candidate`(
    degrees: Int
  ) throws {
    for count in [40, 262, 600] {
      let symbol = try QREncoder.encode(QRTestText.make(count), errorCorrection: .medium)
      let code = try QRPicture(symbol, moduleSize: 4, quietZone: 4).lumaImage()
      let scene = SearchScene(try QRTestText.turned(code, degrees: degrees))
      #expect(
        scene.candidates.contains { candidate in
          candidate.patterns.count { $0.isProved } == 3 && candidate.likelihood > 0.9
            && abs(candidate.modules - Double(symbol.size - 7)) < 0.15 * candidate.modules
            && abs(candidate.moduleSide - 4) < 0.6
        }, "\(count) characters")
    }
  }

  @Test func `what has edges at chance places makes no candidate`() throws {
    var random = QRTestText.make(4000).map(Int.init)[...]
    func next(_ limit: Int) -> Int { (random.popFirst() ?? 7) * 977 % limit }
    // Rectangles over rectangles, as on a desk or a shelf.
    var pixels = [UInt8](repeating: 120, count: 1280 * 720)
    for _ in 0..<200 {
      let (left, top, shade) = (next(1200), next(700), UInt8(next(256)))
      let (right, bottom) = (min(1280, left + 10 + next(300)), min(720, top + 10 + next(200)))
      for y in top..<bottom { for x in left..<right { pixels[y * 1280 + x] = shade } }
    }
    let scene = SearchScene(try #require(LumaImage(width: 1280, height: 720, pixels: pixels)))
    #expect(!scene.patterns.found.isEmpty)
    #expect(scene.candidates.isEmpty)
  }

  @Test func `a small pattern in a large one's square is another one`() {
    let large = FinderPattern(x: 50, y: 60, moduleWidth: 11, moduleHeight: 8, isInverted: false)
    let small = FinderPattern(x: 48, y: 59, moduleWidth: 4, moduleHeight: 5, isInverted: false)
    let again = FinderPattern(x: 52, y: 61, moduleWidth: 10, moduleHeight: 9, isInverted: false)
    #expect(!large.isSame(as: small) && !small.isSame(as: large))
    #expect(large.isSame(as: again) && again.isSame(as: large))
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
    let began = Self.processorSeconds
    #expect(QRScanner.texts(in: scene.image).isEmpty)
    #expect(Self.processorSeconds - began < 20)
  }

  @Test func `noise has no end of edges, and the search ends`() throws {
    let noise = QRTestText.make(1600 * 1200).map { $0 &* 37 }
    let image = try #require(LumaImage(width: 1600, height: 1200, pixels: noise))
    let began = Self.processorSeconds
    #expect(QRScanner.texts(in: image).isEmpty)
    #expect(Self.processorSeconds - began < 20)
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
