import HCodeBase
@testable import HCodePictures
import Testing

@Suite struct PNGReaderTests {
  /// Brightness that every fixture below draws, 0 to 255.
  private func level(_ x: Int, _ y: Int) -> Int { [0, 255, 119, 204][(x + y * 3) % 4] }

  private func check(_ fixture: PNGFixture, tolerance: Int, _ comment: Comment) throws {
    let image = try PictureReader.read(fixture.bytes)
    #expect(image.width == fixture.width && image.height == fixture.height, comment)
    for y in 0..<fixture.height {
      for x in 0..<fixture.width {
        let maximum = (1 << min(fixture.depth, 8)) - 1
        let steps = fixture.colourType == 3 ? 255 : maximum
        let expected = level(x, y) * steps / 255 * 255 / steps
        let actual = Int(image.pixels[y * fixture.width + x])
        #expect(abs(actual - expected) <= tolerance, "\(comment) at \(x), \(y): \(actual)")
      }
    }
  }

  @Test(arguments: [false, true])
  func `every kind of opaque PNG reads as its brightness`(isInterlaced: Bool) throws {
    for depth in [1, 2, 4, 8, 16] {
      let kind: Comment = "grey \(depth) interlaced \(isInterlaced)"
      let fixture = PNGFixture(depth: depth, colourType: 0, isInterlaced: isInterlaced) { x, y in
        [depth == 16 ? self.level(x, y) * 257 : self.level(x, y) * ((1 << depth) - 1) / 255]
      }
      try check(fixture, tolerance: depth == 16 ? 12 : 0, kind)
    }
    for depth in [1, 2, 4, 8] {
      let levels = (0..<(1 << depth)).map { [0, 255, 119, 204][$0 % 4] }
      let palette = levels.flatMap { [UInt8($0), UInt8($0), UInt8($0)] }
      let fixture = PNGFixture(
        depth: depth, colourType: 3, isInterlaced: isInterlaced, extra: [("PLTE", palette)]
      ) { x, y in [(x + y * 3) % 4 % (1 << depth)] }
      let image = try PictureReader.read(fixture.bytes)
      for (index, pixel) in image.pixels.enumerated() {
        let entry = fixture.samples(index % 7, index / 7)[0]
        #expect(abs(Int(pixel) - levels[entry]) <= 1, "palette \(depth)")
      }
    }
    for depth in [8, 16] {
      let fixture = PNGFixture(depth: depth, colourType: 2, isInterlaced: isInterlaced) { x, y in
        Array(repeating: self.level(x, y) * (depth == 16 ? 257 : 1), count: 3)
      }
      try check(fixture, tolerance: depth == 16 ? 12 : 2, "colour \(depth)")
    }
  }

  @Test(arguments: [false, true])
  func `transparent pixels read as white paper, whatever their colour`(isInterlaced: Bool) throws {
    for depth in [8, 16] {
      let full = (1 << depth) - 1
      for colourType in [4, 6] {
        // Black pixels: transparent in even columns, opaque in odd ones.
        let fixture = PNGFixture(
          depth: depth, colourType: colourType, isInterlaced: isInterlaced
        ) { x, _ in
          Array(repeating: 0, count: colourType == 6 ? 3 : 1) + [x % 2 == 0 ? 0 : full]
        }
        let image = try PictureReader.read(fixture.bytes)
        for (index, pixel) in image.pixels.enumerated() {
          #expect(pixel == (index % 7 % 2 == 0 ? 255 : 0), "type \(colourType) depth \(depth)")
        }
      }
    }
    for (depth, key) in [(1, 0), (2, 0), (4, 0), (8, 0), (16, 0)] {
      let fixture = PNGFixture(
        depth: depth, colourType: 0, isInterlaced: isInterlaced, extra: [("tRNS", [0, UInt8(key)])]
      ) { _, _ in [0] }
      let image = try PictureReader.read(fixture.bytes)
      #expect(image.pixels.allSatisfy { $0 == 255 }, "tRNS of grey \(depth)")
    }
    let palette = PNGFixture(
      depth: 2, colourType: 3, isInterlaced: isInterlaced,
      extra: [
        ("gAMA", [0, 0, 0xB1, 0x8F]), ("PLTE", [UInt8](repeating: 0, count: 12)),
        ("tRNS", [0, 128, 255]),
      ]
    ) { x, _ in [x % 4] }
    let image = try PictureReader.read(palette.bytes)
    #expect(Array(image.pixels.prefix(4)) == [255, 127, 0, 0])
  }

  @Test(arguments: [1, 1000, 20_000, 200_000, 2_000_000])
  func `a PNG with an unusual gamma is given as it says and as it is stored`(gamma: Int) throws {
    let extra = ("gAMA", PNGFixture.big(gamma))
    let fixture = PNGFixture(depth: 8, colourType: 0, extra: [extra]) { x, _ in [100 + 10 * x] }
    var pages = try PicturePages(fixture.bytes)
    let first = try #require(try pages.next())
    let second = try #require(try pages.next())
    let stored = (0..<35).map { UInt8(100 + 10 * ($0 % 7)) }
    #expect(first.image.pixels != stored && !first.isFurther)
    #expect(second.image.pixels == stored && second.isFurther)
    #expect(try pages.next() == nil)
    #expect(!pages.hasUnseenPictures)
    let usual = PNGFixture(
      depth: 8, colourType: 0, extra: [("gAMA", PNGFixture.big(45_455))]
    ) { x, _ in [100 + 10 * x] }
    var only = try PicturePages(usual.bytes)
    #expect(try only.next()?.image.pixels == stored)
    #expect(try only.next() == nil)
  }

  @Test(arguments: [
    "palette.png", "palette-transparent.png", "rgba.png", "bilevel.png", "grey16.png",
  ])
  func `the PNG files that other software writes are read`(name: String) throws {
    let image = try PictureReader.read(PictureFixture.bytes(name))
    if name == "palette-transparent.png" {
      #expect(image.pixels.allSatisfy { $0 == 255 })
    } else {
      PictureFixture.expectDarkCorner(image, "\(name)")
    }
  }

  @Test func `a truncated PNG is malformed, not a trap`() throws {
    let bytes = PNGFixture(depth: 1, colourType: 0) { x, _ in [x % 2] }.bytes
    for length in 8..<(bytes.count - 12) {
      let error = #expect(throws: PictureError.self) {
        try PictureReader.read(Array(bytes.prefix(length)))
      }
      guard case .malformed(.png, let detail) = error else {
        Issue.record("\(length) bytes: \(String(describing: error))")
        continue
      }
      #expect(!detail.isEmpty)
    }
  }

  @Test func `a PNG whose checksum is wrong is malformed`() throws {
    var bytes = PNGFixture(depth: 8, colourType: 0) { x, _ in [x] }.bytes
    bytes[bytes.count - 13] ^= 1
    #expect(throws: PictureError.malformed(format: .png, detail: "IDAT: CRC error")) {
      try PictureReader.read(bytes)
    }
  }

  @Test func `damaged PNGs end in a picture or an error`() throws {
    for isInterlaced in [false, true] {
      PictureFixture.readDamaged(
        PNGFixture(depth: 16, colourType: 6, isInterlaced: isInterlaced) { x, y in
          [x * 9000, y * 9000, 0, x * 9000]
        }.bytes)
      PictureFixture.readDamaged(
        PNGFixture(depth: 1, colourType: 0, isInterlaced: isInterlaced) { x, _ in [x % 2] }.bytes)
    }
    PictureFixture.readDamaged(try PictureFixture.bytes("palette-transparent.png"))
  }

  @Test func `a PNG header that lies about its size is refused before memory is taken`() {
    func error(_ width: Int, _ height: Int) -> PictureError? {
      let header = PNGFixture.chunk(
        "IHDR", PNGFixture.big(width) + PNGFixture.big(height) + [8, 0, 0, 0, 0])
      let bytes =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + header
        + PNGFixture.chunk("IDAT", [0x78, 1, 3, 0])
      do {
        _ = try PictureReader.read(bytes)
        return nil
      } catch { return error }
    }
    #expect(error(60_000, 60_000) == .tooLarge(format: .png, width: 60_000, height: 60_000))
    for (width, height) in [(0, 5), (5, 0), (1 << 31, 1), (1, 1 << 31)] {
      #expect(error(width, height) == .malformed(format: .png, detail: "Invalid IHDR data"))
    }
    // The last two are 32 million pixels: rows of a megabyte are enough for anybody.
    for (width, height) in [
      ((1 << 31) - 1, 1), (1, (1 << 31) - 1), (32_000_000, 1), (1, 32_000_000),
    ] {
      #expect(error(width, height) == .tooLarge(format: .png, width: width, height: height))
    }
  }

  /// A grey picture whose data are these.
  private func grey(_ width: Int, _ height: Int, stream: [UInt8], extra: [UInt8] = []) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + PNGFixture.chunk(
        "IHDR", PNGFixture.big(width) + PNGFixture.big(height) + [8, 0, 0, 0, 0])
      + extra + PNGFixture.chunk("IDAT", stream) + PNGFixture.chunk("IEND", [])
  }

  private func compressed(_ rows: [UInt8]) throws -> [UInt8] {
    let compressor = try #require(Zlib.Compressor(level: 1))
    return try #require(compressor.compress(rows))
  }

  @Test func `what lies behind the pixels is not inflated`() throws {
    let rows = [0, 7, 8, 0, 9, 10] as [UInt8]
    let bomb = try compressed(rows + [UInt8](repeating: 0, count: 1 << 22))
    let image = try PictureReader.read(grey(2, 2, stream: bomb))
    #expect(image.pixels == [7, 8, 9, 10])
    // As much of the stream as the pixels need is enough, whatever its rest is.
    let cut = Array(bomb.prefix(bomb.count / 2)) + [UInt8](repeating: 0xFF, count: 99)
    #expect(try PictureReader.read(grey(2, 2, stream: cut)).pixels == [7, 8, 9, 10])
  }

  @Test func `chunks that the pixels do not need are passed over without a look`() throws {
    let stream = try compressed([0, 5])
    var extra: [UInt8] = []
    for name in ["zTXt", "iTXt", "iCCP", "eXIf", "vpAg"] {
      // A checksum that is wrong and data that no decoder would take.
      extra += PNGFixture.chunk(name, [0xFF, 0, 0, 0xFF]).dropLast() + [0xAA]
    }
    #expect(try PictureReader.read(grey(1, 1, stream: stream, extra: extra)).pixels == [5])
    let unknown = PNGFixture.chunk("CgBI", [1])
    #expect(throws: PictureError.malformed(format: .png, detail: "unhandled critical chunk")) {
      try PictureReader.read(grey(1, 1, stream: stream, extra: unknown))
    }
  }

  @Test func `a PNG that takes more than one input may take is too expensive, not damaged`() throws
  {
    let bytes = PNGFixture(depth: 8, colourType: 0) { x, _ in [x] }.bytes
    #expect(throws: PictureError.tooExpensive(format: .png)) {
      try PNGReader.read(bytes, budget: CPUBudget(milliseconds: 0))
    }
    #expect(try PNGReader.read(bytes, budget: CPUBudget()).width == 7)
  }

  @Test func `data that are cut into many chunks are one stream`() throws {
    let whole = try compressed([0, 1, 2, 3, 4, 5])
    let pieces = whole.map { PNGFixture.chunk("IDAT", [$0]) + PNGFixture.chunk("IDAT", []) }
    let bytes =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + PNGFixture.chunk("IHDR", PNGFixture.big(5) + PNGFixture.big(1) + [8, 0, 0, 0, 0])
      + pieces.joined() + PNGFixture.chunk("IEND", [])
    #expect(try PictureReader.read(bytes).pixels == [1, 2, 3, 4, 5])
  }

  @Test func `rows that every filter wrote are the same picture`() throws {
    // Row by row: none, left, above, their mean, the nearest of three.
    let wanted: [UInt8] = [10, 20, 30, 50, 51, 52, 40, 60, 90, 5, 250, 3, 77, 88, 99]
    var stream: [UInt8] = []
    for row in 0..<5 {
      stream.append(UInt8(row))
      for x in 0..<3 {
        let left = x > 0 ? Int(wanted[row * 3 + x - 1]) : 0
        let up = row > 0 ? Int(wanted[row * 3 - 3 + x]) : 0
        let corner = x > 0 && row > 0 ? Int(wanted[row * 3 - 4 + x]) : 0
        let guess = left + up - corner
        let nearest = [left, up, corner].min { abs(guess - $0) < abs(guess - $1) } ?? 0
        let base = [0, left, up, (left + up) / 2, nearest][row]
        stream.append(UInt8(truncatingIfNeeded: Int(wanted[row * 3 + x]) - base))
      }
    }
    let data = try compressed(stream)
    #expect(try PictureReader.read(grey(3, 5, stream: data)).pixels == wanted)
  }
}
