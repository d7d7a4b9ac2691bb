@testable import HCodeBase
@testable import HCodePictures
import Testing

/// A code that is read alone is read beside, in and across another one.
@Suite struct SecondCodeTests {
  private let green = QRTestText.make(262, seed: 21)
  private let red = QRTestText.make(30, seed: 22)

  /// A debug build takes many times as long as the program, and shall look at as much.
  private func search(_ scene: LumaImage) -> QRSearchResult {
    QRScanner.search(scene, options: QRSearchOptions(budget: CPUBudget(milliseconds: 60_000)))
  }

  /// Both texts are told of the second code in a scene, wherever it is put, whenever it is read alone there.
  private func expectBoth(
    _ scene: LumaImage, alone: LumaImage, _ comment: Comment
  ) {
    #expect(QRScanner.texts(in: alone) == [red], comment)
    let result = search(scene)
    #expect(Set(result.texts) == [green, red], comment)
    #expect(result.isComplete, comment)
  }

  @Test(arguments: [2, 3, 5], [(0, 60), (60, 110), (100, 130), (20, 255)])
  func `a code on a ground of its own beside a clear one`(
    moduleSize: Int, levels: (dark: Int, light: Int)
  ) throws {
    let drawn = try QRTestText.picture(red, moduleSize: moduleSize)
    let second = try #require(
      LumaImage(
        width: drawn.width, height: drawn.height,
        pixels: drawn.pixels.map {
          UInt8(levels.dark + Int($0) * (levels.light - levels.dark) / 255)
        }))
    let first = try QRTestText.picture(green, moduleSize: 5)
    // On a brighter ground no darker sheet is read alone either.
    for shade in [90, 200, 255] as [UInt8] where shade == 90 || levels.light == 255 {
      let place = (second, x: 480, y: 150)
      expectBoth(
        try QRTestText.canvas(760, 500, shade: shade, [(first, x: 40, y: 40), place]),
        alone: try QRTestText.canvas(760, 500, shade: shade, [place]), "ground \(shade)")
    }
  }

  @Test(arguments: [1, 2, 4])
  func `a small code in the quiet zone of a large one`(gap: Int) throws {
    let first = try QRTestText.picture(green, moduleSize: 20)
    let second = try QRTestText.picture(red, moduleSize: 2, quietZone: 0)
    // The quiet zone is 80 pixels wide.
    let place = (second, x: first.width - 80 + 4 * gap, y: 500)
    expectBoth(
      try QRTestText.canvas(first.width, first.height, [(first, x: 0, y: 0), place]),
      alone: try QRTestText.canvas(first.width, first.height, [place]), "\(gap)")
  }

  @Test(arguments: [2, 3, 4])
  func `a small code in a large one`(moduleSize: Int) throws {
    let symbol = try QREncoder.encode(green, errorCorrection: .high)
    let first = try QRPicture(symbol, moduleSize: 12).lumaImage()
    let second = try QRTestText.picture(red, moduleSize: moduleSize, quietZone: 2)
    let place = (second, x: first.width / 2, y: first.height / 2)
    expectBoth(
      try QRTestText.canvas(first.width, first.height, [(first, x: 0, y: 0), place]),
      alone: try QRTestText.canvas(first.width, first.height, [place]), "\(moduleSize)")
  }

  @Test(arguments: [3, 4])
  func `a code across the border of another that reaches far beyond it`(moduleSize: Int) throws {
    let symbol = try QREncoder.encode(green, errorCorrection: .high)
    let first = try QRPicture(symbol, moduleSize: 5).lumaImage()
    let long = QRTestText.make(120, seed: 24)
    let second = try QRTestText.picture(long, moduleSize: moduleSize)
    let place = (second, x: 40 + first.width - 65, y: 40 + (first.height - second.height) / 2)
    let scene = try QRTestText.canvas(800, 500, shade: 90, [(first, x: 40, y: 40), place])
    let result = search(scene)
    #expect(Set(result.texts) == [green, long])
    #expect(result.isComplete)
  }

  @Test func `what hides modules of a code and is not read leaves the search unfinished`() throws {
    let symbol = try QREncoder.encode(green, errorCorrection: .high)
    let first = try QRPicture(symbol, moduleSize: 7).lumaImage()
    // A code whose first corner is torn off, in few levels.
    let drawn = try QRTestText.picture(red, moduleSize: 1, quietZone: 0)
    let patch = try #require(
      LumaImage(
        width: drawn.width, height: drawn.height,
        pixels: drawn.pixels.enumerated().map { place, level in
          let isTorn = place % drawn.width < 8 && place / drawn.width < 8
          return isTorn || level > 0 ? 241 : 221
        }))
    let result = QRScanner.search(
      try QRTestText.canvas(900, 700, shade: 240, [(first, x: 40, y: 40), (patch, x: 300, y: 300)]))
    #expect(result.texts == [green])
    #expect(!result.isComplete)
  }

  @Test func `a code with dirt of its own levels hides no other code`() throws {
    var scene = try QRTestText.canvas(
      500, 400, [(try QRTestText.picture(green, moduleSize: 5), x: 40, y: 20)])
    var pixels = scene.pixels
    for row in 150..<156 { for column in 150..<180 { pixels[row * 500 + column] = 0 } }
    scene = try #require(LumaImage(width: 500, height: 400, pixels: pixels))
    let result = search(scene)
    #expect(result.texts == [green])
    #expect(result.isComplete)
  }

  @Test func `what is covered has the grey that is round it, and nothing beside it is touched`()
    throws
  {
    let code = try QRTestText.picture(green, moduleSize: 4, quietZone: 0)
    let second = try QRTestText.picture(red, moduleSize: 2, quietZone: 0)
    let scene = try QRTestText.canvas(
      500, 400, shade: 170, [(code, x: 60, y: 80), (second, x: 66 + code.width, y: 90)])
    let reading = QRReading(
      QRSearchResult.Code(text: green),
      corners: [
        PixelPoint(x: 60, y: 80), PixelPoint(x: 60 + code.width, y: 80),
        PixelPoint(x: 60 + code.width, y: 80 + code.height), PixelPoint(x: 60, y: 80 + code.height),
      ], slack: 4)
    let covered = scene.covering([reading])
    let expected = try QRTestText.canvas(
      500, 400, shade: 170, [(second, x: 66 + code.width, y: 90)])
    #expect(
      covered.part(PixelBox(left: 64 + code.width, top: 0, right: 500, bottom: 400))
        == expected.part(PixelBox(left: 64 + code.width, top: 0, right: 500, bottom: 400)))
    #expect(covered.pixels[(80 + code.height / 2) * 500 + 60 + code.width / 2] == 170)
  }

  @Test(
    arguments: [
      (130, 100), (109, 76), (250, 244), (110, 100), (100, 110), (66, 60), (205, 200), (160, 100),
    ], [2, 4])
  func `a code of low contrast on a ground of its own, dark on light or light on dark`(
    levels: (modules: Int, ground: Int), moduleSize: Int
  ) throws {
    let drawn = try QRTestText.picture(red, moduleSize: moduleSize)
    let second = try #require(
      LumaImage(
        width: drawn.width, height: drawn.height,
        pixels: drawn.pixels.map { UInt8($0 == 0 ? levels.modules : levels.ground) }))
    let first = try QRTestText.picture(green, moduleSize: 4)
    for gap in [0, 60] {
      let scene = try QRTestText.canvas(
        first.width + gap + second.width, max(first.height, second.height),
        [(first, x: 0, y: 0), (second, x: first.width + gap, y: 0)])
      let result = search(scene)
      #expect(Set(result.texts) == [green, red], "\(gap) pixels between")
      #expect(result.isComplete, "\(gap) pixels between")
    }
  }

  @Test(arguments: ["aztec", "data-matrix"])
  func `a symbol of another kind beside a code is seen`(name: String) throws {
    let symbol = try PictureReader.read(Corpus.file("symbols/\(name).png"))
    let first = try QRTestText.picture(green, moduleSize: 5)
    let scene = try QRTestText.canvas(
      first.width + symbol.width + 40, max(first.height, symbol.height),
      [(first, x: 0, y: 0), (symbol, x: first.width + 40, y: 0)])
    let result = search(scene)
    #expect(result.texts == [green])
    #expect(result.codes.compactMap(\.symbol) == [name == "aztec" ? .aztec : .dataMatrix])
    #expect(QRScanner.search(first).codes.allSatisfy { $0.symbol == nil })
  }

  @Test(arguments: [4, 6, 9])
  func `a code of a few levels beside a clear one`(levels: Int) throws {
    let drawn = try QRTestText.picture(red, moduleSize: 4)
    let second = try #require(
      LumaImage(
        width: drawn.width, height: drawn.height,
        pixels: drawn.pixels.map { UInt8(255 - levels + Int($0) * levels / 255) }))
    let first = try QRTestText.picture(green, moduleSize: 5)
    let place = (second, x: 480, y: 150)
    expectBoth(
      try QRTestText.canvas(760, 500, [(first, x: 40, y: 40), place]),
      alone: try QRTestText.canvas(760, 500, [place]), "\(levels) levels")
  }

  @Test(arguments: [40, 100, 150])
  func `a code beside one that a plane of light lies over`(fall: Int) throws {
    func lit(_ image: LumaImage) throws -> LumaImage {
      let width = image.width
      let pixels = image.pixels.enumerated().map { index, value in
        UInt8(Int(value) * (255 - fall * (index % width) / width) / 255)
      }
      return try #require(LumaImage(width: width, height: image.height, pixels: pixels))
    }
    let first = try QRTestText.picture(green, moduleSize: 5)
    let place = (try QRTestText.picture(red, moduleSize: 4), x: 480, y: 150)
    expectBoth(
      try lit(QRTestText.canvas(760, 500, [(first, x: 40, y: 40), place])),
      alone: try lit(QRTestText.canvas(760, 500, [place])), "falls by \(fall)")
  }

  @Test func `three codes, each inside of another, are all read`() throws {
    let third = QRTestText.make(6, seed: 23)
    func drawn(_ text: [UInt8], moduleSize: Int) throws -> LumaImage {
      try QRTestText.picture(text, .high, moduleSize: moduleSize, quietZone: 2)
    }
    let (outer, middle) = (
      try drawn(green, moduleSize: 24), try drawn(red, moduleSize: 10)
    )
    let inner = try drawn(third, moduleSize: 3)
    func centre(_ image: LumaImage) -> (LumaImage, x: Int, y: Int) {
      (image, x: (outer.width - image.width) / 2, y: (outer.height - image.height) / 2)
    }
    let scene = try QRTestText.canvas(
      outer.width, outer.height, [centre(outer), centre(middle), centre(inner)])
    // A debug build takes many times what a scan does.
    let result = QRScanner.search(
      scene, options: QRSearchOptions(budget: CPUBudget(milliseconds: 60_000)))
    #expect(Set(result.texts) == [green, red, third])
    #expect(result.isComplete)
  }

  @Test func `a text that stands there twice hides no other code`() throws {
    let first = try QRTestText.picture(green, moduleSize: 5)
    let place = (try QRTestText.picture(red, moduleSize: 3), x: 430, y: 430)
    let twice = [(first, x: 20, y: 20), (first, x: 500, y: 20)]
    expectBoth(
      try QRTestText.canvas(900, 600, twice + [place]),
      alone: try QRTestText.canvas(900, 600, [place]), "beside")
    #expect(QRScanner.search(try QRTestText.canvas(900, 600, twice)).texts == [green])
  }

  @Test(arguments: [0, 60])
  func `a code of light modules on a dark ground in a photo`(dark: Int) throws {
    // Many levels, as a photo has, and no edge.
    let (width, height) = (900, 600)
    var pixels = (0..<width * height).map { index in
      UInt8(120 + (index % width) * 50 / width + (index / width) * 60 / height)
    }
    func paste(_ image: LumaImage, _ left: Int, _ top: Int, _ level: (UInt8) -> UInt8) {
      for row in 0..<image.height {
        for column in 0..<image.width {
          pixels[(top + row) * width + left + column] = level(
            image.pixels[row * image.width + column])
        }
      }
    }
    paste(try QRTestText.picture(red, moduleSize: 4), 600, 300) {
      UInt8(dark + (255 - Int($0)) * (230 - dark) / 255)
    }
    let alone = try #require(LumaImage(width: width, height: height, pixels: pixels))
    paste(try QRTestText.picture(green, moduleSize: 5), 60, 60) { $0 }
    let scene = try #require(LumaImage(width: width, height: height, pixels: pixels))
    expectBoth(scene, alone: alone, "\(dark)")
  }

  @Test func `only a picture of one grey has no contrast`() throws {
    for shade in [0, 170, 255] as [UInt8] {
      var pixels = [UInt8](repeating: shade, count: 100 * 70)
      #expect(!(try #require(LumaImage(width: 100, height: 70, pixels: pixels))).hasContrast)
      pixels[6999] ^= 1
      #expect((try #require(LumaImage(width: 100, height: 70, pixels: pixels))).hasContrast)
    }
  }

  @Test func `more patterns than zxing can weigh make a search that says it was not finished`()
    throws
  {
    // A carpet of squares like finder patterns, one pixel a module.
    let rows = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    let cell =
      rows.map { $0.utf8.map { $0 == 0x31 ? UInt8(0) : 255 } + [255, 255] }
      + [[UInt8](repeating: 255, count: 9), [UInt8](repeating: 255, count: 9)]
    let side = 2000
    var pixels = [UInt8](repeating: 255, count: side * side)
    for y in 0..<side { for x in 0..<side { pixels[y * side + x] = cell[y % 9][x % 9] } }
    let carpet = try #require(LumaImage(width: side, height: side, pixels: pixels))
    #expect(!QRScanner.search(carpet).isComplete)
  }
}
