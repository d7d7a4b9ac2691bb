@testable import HCodePictures
import Testing

@Suite struct QRSearchTests {
  private let text = QRTestText.make(262)

  @Test(arguments: [QREngine.zbar, .zxing, .zxingGlobal])
  func `each engine gives the bytes that were encoded and where they stand`(
    engine: QREngine
  ) throws {
    let code = try QRTestText.picture(text, moduleSize: 4)
    let image = try QRTestText.canvas(500, 400, [(code, x: 100, y: 60)])
    let reading = try #require(engine.read(image)?.first)
    #expect(reading.text == text)
    #expect(abs(reading.box.left - 116) <= 6 && abs(reading.box.top - 76) <= 6)
    #expect(abs(reading.box.right - (100 + code.width - 16)) <= 6)
  }

  @Test func `each attempt reads a code that is made for it`() throws {
    let small = try QRTestText.picture(text, moduleSize: 2)
    let large = try QRTestText.canvas(
      1300, 1100, [(try QRTestText.picture(text, moduleSize: 8), x: 300, y: 200)])
    let faint = try #require(
      LumaImage(
        width: large.width, height: large.height, pixels: large.pixels.map { 100 + $0 / 6 }))
    let attempts: [(any SearchAttempt, LumaImage)] = [
      (SmallestAttempt(engine: .zxing), small),
      (HalvedAttempt(engine: .zxingGlobal, side: 400), large),
      (HalvedAttempt(engine: .zxing, side: 600), large),
      (HalvedAttempt(engine: .zbar, side: 1200, treatment: .thresholded(percent: 5)), faint),
      (HalvedAttempt(engine: .zxingBoth, side: 800), large.inverted()),
      (HalvedAttempt(engine: .zxingPlain, side: 800, treatment: .wide), large),
      (HalvedAttempt(engine: .zxing, side: 800, treatment: .sharpened), large),
      (HalvedAttempt(engine: .zxing, side: 2400, treatment: .smoothed), large),
      (DoubledAttempt(engine: .zbar), try QRTestText.picture(text, moduleSize: 1)),
    ]
    for (attempt, image) in attempts {
      let read = attempt.readings(in: SearchScene(image))
      #expect(read?.first?.text == text, "\(attempt.name)")
    }
  }

  @Test func `the same attempt on the same pixels is made once`() throws {
    let scene = SearchScene(try QRTestText.canvas(300, 300, []))
    #expect(HalvedAttempt(engine: .zbar, side: 400).readings(in: scene)?.isEmpty == true)
    #expect(HalvedAttempt(engine: .zbar, side: 600).readings(in: scene) == nil)
  }

  @Test func `a code shown light on dark beside a normal one is reported too`() throws {
    let other = QRTestText.make(40, seed: 8)
    let normal = try QRTestText.picture(text, moduleSize: 8)
    let inverted = try QRTestText.picture(other, moduleSize: 3).inverted()
    let both = try QRTestText.canvas(
      normal.width + 200, normal.height, [(normal, x: 0, y: 0), (inverted, x: normal.width, y: 99)])
    #expect(Set(QRScanner.texts(in: both)) == [text, other])
  }

  @Test(arguments: [24, 32, 60, 255])
  func `a faint code beside a clear one is reported too`(levels: Int) throws {
    let other = QRTestText.make(250, seed: 9)
    let clear = try QRTestText.picture(text, moduleSize: 5)
    let drawn = try QRTestText.picture(other, moduleSize: 4)
    let faint = try #require(
      LumaImage(
        width: drawn.width, height: drawn.height,
        pixels: drawn.pixels.map { UInt8(128 + (Int($0) - 128) * levels / 256) }))
    let both = try QRTestText.canvas(
      1000, 600, shade: 150, [(clear, x: 60, y: 60), (faint, x: 600, y: 150)])
    #expect(Set(QRScanner.texts(in: both)) == [text, other])
  }

  @Test func `a hundred codes in one picture are all reported, in order`() throws {
    let texts = (1...100).map { QRTestText.make(30, seed: UInt64($0)) }
    let pictures = try texts.map { try QRTestText.picture($0, moduleSize: 4) }
    let side = pictures[0].width
    let sheet = try QRTestText.canvas(
      10 * side, 10 * side,
      pictures.enumerated().map { ($1, x: $0 % 10 * side, y: $0 / 10 * side) })
    let read = QRScanner.texts(in: sheet)
    #expect(read.count == 100)
    #expect(texts.filter { !read.contains($0) }.isEmpty)
    #expect(read == texts)
  }

  @Test func `time that is up ends the search after the first attempt`() throws {
    let large = try QRTestText.canvas(
      2000, 1500, [(try QRTestText.picture(text, moduleSize: 3), x: 900, y: 700)])
    #expect(QRScanner.texts(in: large) == [text])
    let none = QRSearchOptions { true }
    #expect(QRScanner.texts(in: large, options: none).isEmpty)
    // What is read by then is told.
    let easy = try QRTestText.picture(text, moduleSize: 4)
    #expect(QRScanner.texts(in: easy, options: none) == [text])
    #expect(!QRScanner.search(large, options: none).isComplete)
    #expect(QRScanner.search(large).isComplete)
  }

  @Test func `a thorough search makes every attempt and tells each text once`() throws {
    let image = try QRTestText.picture(text, moduleSize: 4)
    var usual = 0
    var thorough = 0
    _ = QRSearch(options: QRSearchOptions()).findings(in: image) { _, _ in usual += 1 }
    _ = QRSearch(options: QRSearchOptions(isThorough: true)).findings(in: image) { _, _ in
      thorough += 1
    }
    // One reads it, two look inside of it.
    #expect(usual <= 3)
    #expect(thorough > 10)
    let options = QRSearchOptions(isThorough: true)
    #expect(QRScanner.texts(in: image, options: options) == [text])
  }

  @Test(arguments: [(1, 1), (1, 3000), (3000, 1), (2, 2), (120, 120)])
  func `the smallest pictures end quietly`(width: Int, height: Int) throws {
    let image = try QRTestText.canvas(width, height, shade: 9, [])
    let options = QRSearchOptions(isThorough: true)
    #expect(QRScanner.texts(in: image, options: options).isEmpty)
  }
}
