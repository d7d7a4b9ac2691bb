@testable import HCodePictures
import HCodeBase
import Testing

@Suite struct SeveralPicturesTests {
  private func big(_ number: Int, _ bytes: Int = 4) -> [UInt8] {
    (0..<bytes).reversed().map { UInt8(number >> (8 * $0) & 0xFF) }
  }

  @Test func `a PNG that announces frames and does not have them has pictures that are not read`()
    throws
  {
    let data = PNGFixture(depth: 8, colourType: 0) { x, _ in [x] }.bytes
    let end = data.count - 12
    func file(_ control: Bool, _ frames: Bool) -> [UInt8] {
      Array(data[..<33]) + (control ? PNGFixture.chunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0]) : [])
        + data[33..<end] + (frames ? PNGFixture.chunk("fdAT", [0, 0, 0, 1, 9]) : []) + data[end...]
    }
    for (control, frames) in [(false, false), (true, false), (false, true), (true, true)] {
      var pages = try PicturePages(file(control, frames))
      #expect(try pages.next()?.number == nil)
      #expect(try pages.next() == nil)
      // Without the control chunk before the picture nobody shows frames. With it two are announced and none is whole: the file was cut.
      #expect(pages.hasUnseenPictures == control)
    }
  }

  @Test func `a picture that begins where a PNG ends is not read, and the file says so`() throws {
    let png = PNGFixture(depth: 8, colourType: 0) { x, _ in [x] }.bytes
    for (rest, isUnseen) in [
      ([], false), (Array("trailing text".utf8), false), (png, true),
      ([0xFF, 0xD8, 0xFF, 0xE0], true),
      (Array(png.prefix(8)), true), ([0] + png, false),
    ] as [([UInt8], Bool)] {
      var pages = try PicturePages(png + rest)
      #expect(try pages.next() != nil)
      #expect(try pages.next() == nil)
      #expect(pages.hasUnseenPictures == isUnseen)
    }
  }

  private func box(_ type: String, _ data: [UInt8]) -> [UInt8] {
    big(8 + data.count) + Array(type.utf8) + data
  }

  /// A file of items, the first of which is the primary one.
  private func heif(
    _ items: [(type: String, isHidden: Bool)], references: [(String, Int, [Int])] = [],
    more: [UInt8] = []
  ) -> [UInt8] {
    let entries = items.enumerated().flatMap { index, item in
      box(
        "infe",
        [2, 0, 0, item.isHidden ? 1 : 0] + big(index + 1, 2) + [0, 0] + Array(item.type.utf8) + [0])
    }
    let links = references.flatMap { type, from, to in
      box(type, big(from, 2) + big(to.count, 2) + to.flatMap { big($0, 2) })
    }
    let meta =
      box("pitm", [0, 0, 0, 0, 0, 1]) + box("iinf", [0, 0, 0, 0] + big(items.count, 2) + entries)
      + box("iref", [0, 0, 0, 0] + links)
    return box("ftyp", Array("heic".utf8)) + box("meta", [0, 0, 0, 0] + meta) + more
  }

  @Test func `of a HEIF file everything but the primary picture and its helpers is unseen`() {
    func areUnseen(_ file: [UInt8]) -> Bool { SeveralPictures.areUnseen(in: file, .heif) }
    #expect(!areUnseen(heif([("hvc1", false)])))
    #expect(!areUnseen(heif([("hvc1", false), ("Exif", false), ("mime", false)])))
    #expect(areUnseen(heif([("hvc1", false), ("hvc1", false)])))
    #expect(areUnseen(heif([("av01", false), ("grid", false)])))
    #expect(!areUnseen(heif([("hvc1", false), ("hvc1", true)])))
    // A thumbnail, a map, the tiles of a grid.
    let two = [("grid", false), ("hvc1", false)]
    for type in ["thmb", "auxl"] { #expect(!areUnseen(heif(two, references: [(type, 2, [1])]))) }
    #expect(!areUnseen(heif(two, references: [("dimg", 1, [2])])))
    #expect(areUnseen(heif(two, references: [("cdsc", 2, [1])])))
    #expect(areUnseen(heif([("hvc1", false)], more: box("moov", []))))
    // An opacity, which is not laid under the picture; a depth map shows nothing.
    for (name, isOpacity) in [
      ("urn:mpeg:hevc:2015:auxid:1", true), ("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", true),
      ("urn:mpeg:hevc:2015:auxid:2", false),
    ] {
      let file =
        box("ftyp", Array("heic".utf8))
        + box(
          "meta", [0, 0, 0, 0] + box("ipco", box("auxC", [0, 0, 0, 0] + Array(name.utf8) + [0])))
      #expect(areUnseen(file) == isOpacity, "\(name)")
    }
  }

  @Test func `damaged HEIF files end in an answer`() {
    let whole = heif([("grid", false), ("hvc1", false)], references: [("dimg", 1, [2])])
    for length in whole.indices {
      _ = SeveralPictures.areUnseen(in: Array(whole.prefix(length)), .heif)
    }
    for place in whole.indices {
      for value in [0, 1, 0x7F, 0xFF] as [UInt8] {
        var damaged = whole
        damaged[place] = value
        _ = SeveralPictures.areUnseen(in: damaged, .heif)
      }
    }
  }

  /// Two JPEG files and, in the first, the list of both.
  private func multiPicture(offset shift: Int = 0, size more: Int = 0) throws -> [UInt8] {
    let single = try PictureFixture.bytes("grey.jpg")
    let header = Array("MM".utf8) + big(42, 2) + big(8)
    let entries = 8 + 2 + 12 + 4
    let directory = big(1, 2) + big(0xB002, 2) + big(7, 2) + big(32) + big(entries) + big(0)
    let segment = 4 + 4 + header.count + directory.count + 32
    let second = single.count + segment - 10 + shift
    let list =
      big(0x03_0000) + big(single.count + segment) + big(0) + big(0)
      + big(0) + big(single.count + more) + big(second) + big(0)
    let data = Array("MPF\0".utf8) + header + directory + list
    return Array(single.prefix(2)) + [0xFF, 0xE2] + big(2 + data.count, 2) + data
      + single.dropFirst(2) + single
  }

  @Test func `every picture of a multi-picture JPEG is read`() throws {
    var pages = try PicturePages(multiPicture())
    let first = try #require(try pages.next())
    let second = try #require(try pages.next())
    #expect(first.number == nil && !first.isFurther)
    #expect(second.number == 2 && second.isFurther && second.image == first.image)
    #expect(try pages.next() == nil)
    #expect(!pages.hasUnseenPictures)
  }

  @Test func `a JPEG that was cut short does not hide the picture that was written after it`()
    throws
  {
    let single = try PictureFixture.bytes("grey.jpg")
    for cut in [0, 2] {
      let first = Array(single.dropLast(cut))
      #expect(JPEGPictures.further(in: first + single).map(\.lowerBound) == [first.count], "\(cut)")
    }
    #expect(JPEGPictures.further(in: single + [0, 1, 2]).isEmpty)
  }

  @Test func `a picture that a JPEG names and does not hold is none`() throws {
    let single = try PictureFixture.bytes("grey.jpg")
    for shift in [0, 1, 1 << 20, 1 << 31] {
      var pages = try PicturePages(Array(multiPicture(offset: shift).dropLast(single.count)))
      #expect(try pages.next()?.number == nil)
      #expect(try pages.next() == nil)
      #expect(!pages.hasUnseenPictures)
    }
  }

  @Test func `a further picture that cannot be read is one that nobody has seen`() throws {
    let file = try multiPicture()
    let single = try PictureFixture.bytes("grey.jpg")
    let damaged =
      Array(file.dropLast(single.count)) + [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: 99)
    var pages = try PicturePages(damaged)
    #expect(try pages.next()?.number == nil)
    #expect(try pages.next() == nil)
    #expect(pages.hasUnseenPictures)
  }

  @Test func `a further picture is read whatever its list says of its length`() throws {
    let length = try PictureFixture.bytes("grey.jpg").count
    for more in [1, 1 << 20, 1 << 31 - 1, -1, 30 - length, -length] {
      var pages = try PicturePages(multiPicture(size: more))
      let first = try #require(try pages.next())
      #expect(try pages.next()?.image == first.image, "\(more)")
      #expect(!pages.hasUnseenPictures)
    }
  }

  @Test func `further pictures are found in any order of the list, each once, and to their ends`()
    throws
  {
    let single = try PictureFixture.bytes("grey.jpg")
    let start = Array("MPF\0".utf8) + Array("MM".utf8) + big(42, 2) + big(8)
    let directory = big(1, 2) + big(0xB002, 2) + big(7, 2) + big(64) + big(26) + big(0)
    let segment = 4 + start.count + directory.count + 64
    // What a place is counted from lies ten bytes in.
    let second = single.count + segment - 10
    let list = [0, second + single.count, second, second].flatMap {
      big(0) + big(9) + big($0) + big(0)
    }
    let file =
      Array(single.prefix(2)) + [0xFF, 0xE2] + big(segment - 2, 2) + start + directory + list
      + single.dropFirst(2) + single + single
    #expect(
      JPEGPictures.further(in: file) == [
        second + 10..<file.count, second + 10 + single.count..<file.count,
      ])
  }

  @Test func `all pictures of a file are read from one budget`() throws {
    let page = Array("P5\n1 1\n255\nx".utf8)
    let budget = CPUBudget(milliseconds: 20)
    var pages = try PicturePages(page + page + page, within: budget)
    #expect(try pages.next()?.number == 1)
    // What is done with a page counts as well.
    var sum = 0
    while budget.allowsMore() { sum &+= sum ^ 1 }
    #expect(throws: PictureError.tooExpensive(format: .pnm)) { try pages.next() }
    var refused = try PicturePages(PictureFixture.bytes("grey.jpg"), within: budget)
    #expect(throws: PictureError.tooExpensive(format: .jpeg)) { try refused.next() }
  }
}
