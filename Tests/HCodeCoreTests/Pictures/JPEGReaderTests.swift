import HCodeBase
@testable import HCodePictures
import Testing

@Suite struct JPEGReaderTests {
  @Test(arguments: ["grey.jpg", "colour.jpg", "colour-444.jpg", "progressive.jpg", "cmyk.jpg"])
  func `grey, colour, progressive and CMYK JPEGs are read`(name: String) throws {
    let image = try PictureReader.read(PictureFixture.bytes(name))
    PictureFixture.expectDarkCorner(image, "\(name)")
  }

  @Test(arguments: 1...8)
  func `a JPEG is turned the way its EXIF orientation says`(orientation: Int) throws {
    let bytes = try PictureFixture.bytes("orientation-\(orientation).jpg")
    PictureFixture.expectDarkCorner(try PictureReader.read(bytes), "orientation \(orientation)")
    // Pillow wrote one byte order; the same segment in the other.
    let turned = try PictureReader.read(
      Self.withExif(Self.exif(orientation, isLittleEndian: true), grey()))
    #expect(
      turned
        == (try PictureReader.read(
          Self.withExif(Self.exif(orientation, isLittleEndian: false), grey()))))
    #expect((turned.width == 24) == (orientation >= 5))
  }

  @Test func `a malformed EXIF segment leaves the picture as it is stored`() throws {
    let upright = try PictureReader.read(grey())
    let exif = Self.exif(6, isLittleEndian: true)
    #expect(try PictureReader.read(Self.withExif(exif, grey())) != upright)
    for length in 0..<24 {
      #expect(try PictureReader.read(Self.withExif(Array(exif.prefix(length)), grey())) == upright)
    }
    for orientation in [0, 9, 65535] {
      let exif = Self.exif(orientation, isLittleEndian: false)
      #expect(try PictureReader.read(Self.withExif(exif, grey())) == upright)
    }
    var far = exif
    far.replaceSubrange(10..<14, with: [255, 255, 255, 255])
    #expect(try PictureReader.read(Self.withExif(far, grey())) == upright)
  }

  @Test func `a JPEG that ends early keeps what is there and says so`() throws {
    let bytes = try PictureFixture.bytes("colour-444.jpg")
    let image = try PictureReader.read(Array(bytes.dropLast(10)))
    #expect(image.isIncomplete)
    #expect(image.pixels.first.map { $0 < 90 } == true)
  }

  @Test func `bytes between the last pixel and the end of a JPEG are no damage, missing rows are`()
    throws
  {
    let bytes = try PictureFixture.bytes("colour-444.jpg")
    let padded = Array(bytes.dropLast(2)) + [1, 2, 3, 0xFF, 0xD9]
    #expect(try PictureReader.read(padded) == PictureReader.read(bytes))
    let end: [UInt8] = [1, 2, 3, 0xFF, 0xD9]
    for missing in [4, 6, 10] {
      #expect(try PictureReader.read(Array(bytes.dropLast(missing)) + end).isIncomplete)
    }
    // Damage in the middle, and padding at the end.
    let scan = try #require(bytes[...].range(of: [0xFF, 0xDA])?.upperBound)
    for place in scan + 14..<bytes.count - 4 {
      var damaged = padded
      damaged[place] = 0xFF
      damaged[place + 1] = 0xC0
      let image = try? PictureReader.read(damaged)
      #expect(image?.isIncomplete != false, "\(place)")
    }
  }

  @Test func `a JPEG that ends in its header is malformed`() throws {
    let bytes = try PictureFixture.bytes("grey.jpg")
    let error = #expect(throws: PictureError.self) {
      try PictureReader.read(Array(bytes.prefix(30)))
    }
    guard case .malformed(.jpeg, let detail) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!detail.isEmpty)
  }

  @Test(arguments: ["grey.jpg", "colour.jpg", "progressive.jpg", "cmyk.jpg", "orientation-6.jpg"])
  func `damaged JPEGs end in a picture or an error`(name: String) throws {
    PictureFixture.readDamaged(try PictureFixture.bytes(name))
  }

  @Test func `a JPEG header that lies about its size takes no more memory than a picture may`()
    throws
  {
    let large = try PictureReader.read(Self.resized(grey(), width: 60_000, height: 60_000))
    #expect(large.width == 7500 && large.width * large.height <= PictureLimits.pixels)
    let noSize = PictureError.unsupported(
      format: .jpeg, detail: "Empty JPEG image (DNL not supported)")
    for (width, height) in [(0, 5), (5, 0)] {
      #expect(throws: noSize) {
        try PictureReader.read(Self.resized(grey(), width: width, height: height))
      }
    }
  }

  @Test func `many scans over many pixels are too expensive`() throws {
    let bytes = try Self.resized(
      PictureFixture.bytes("progressive.jpg"), width: 5000, height: 5000)
    let scans = Array([[UInt8]](repeating: [0xFF, 0xDA], count: 100).joined())
    #expect(try PictureReader.read(bytes).width == 5000)
    #expect(throws: PictureError.tooExpensive(format: .jpeg)) {
      try PictureReader.read(bytes + scans)
    }
  }

  @Test func `a JPEG whose decoding takes more memory than one input may take is too expensive`()
    throws
  {
    // 64 million pixels: a byte each in rows, and with all coefficients at once six.
    let rows = try Self.resized(PictureFixture.bytes("colour-444.jpg"), width: 8000, height: 8000)
    #expect(JPEGFrameHeader(rows).coefficientBytes == 0)
    let scans = try Self.resized(PictureFixture.bytes("progressive.jpg"), width: 8000, height: 8000)
    #expect(JPEGFrameHeader(scans).coefficientBytes >= 3 * 64_000_000)
    #expect(throws: PictureError.tooExpensive(format: .jpeg)) { try PictureReader.read(scans) }
    let ink = try Self.resized(PictureFixture.bytes("cmyk.jpg"), width: 8000, height: 8000)
    #expect(throws: PictureError.tooExpensive(format: .jpeg)) { try PictureReader.read(ink) }
  }

  @Test func `a lossless JPEG is named as unsupported`() throws {
    var bytes = try grey()
    let frame = try #require(Self.frame(of: bytes))
    bytes[frame + 1] = 0xC3
    let error = #expect(throws: PictureError.self) { try PictureReader.read(bytes) }
    guard case .unsupported(.jpeg, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  private func grey() throws -> [UInt8] { try PictureFixture.bytes("grey.jpg") }

  private static func frame(of bytes: [UInt8]) -> Int? {
    bytes.indices.dropLast().first {
      bytes[$0] == 0xFF && [0xC0, 0xC2].contains(bytes[$0 + 1])
    }
  }

  private static func resized(_ bytes: [UInt8], width: Int, height: Int) throws -> [UInt8] {
    let frame = try #require(Self.frame(of: bytes))
    var bytes = bytes
    bytes.replaceSubrange(
      (frame + 5)..<(frame + 9),
      with: [height >> 8, height & 255, width >> 8, width & 255].map { UInt8($0) })
    return bytes
  }

  private static func exif(_ orientation: Int, isLittleEndian: Bool) -> [UInt8] {
    func number(_ value: Int, _ length: Int) -> [UInt8] {
      let bytes = (0..<length).map { UInt8(value >> (8 * $0) & 255) }
      return isLittleEndian ? bytes : bytes.reversed()
    }
    return Array("Exif\0\0".utf8) + Array((isLittleEndian ? "II" : "MM").utf8) + number(42, 2)
      + number(8, 4) + number(1, 2) + number(0x0112, 2) + number(3, 2) + number(1, 4)
      + number(orientation, 2) + [0, 0] + number(0, 4)
  }

  private static func withExif(_ exif: [UInt8], _ jpeg: [UInt8]) -> [UInt8] {
    let length = exif.count + 2
    return Array(jpeg.prefix(2)) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + exif
      + jpeg.dropFirst(2)
  }
}
