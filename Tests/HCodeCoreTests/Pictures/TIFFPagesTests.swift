@testable import HCodePictures
import Testing

@Suite struct TIFFPagesTests {
  /// A little-endian file of pages, each with one strip of four bytes at its end, and what it says of extra samples.
  private func file(_ pages: [[Int]?], isBig: Bool, strip: Int = 4, next last: Int = 0) -> [UInt8] {
    func little(_ number: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).map { UInt8(number >> (8 * $0) & 0xFF) }
    }
    let place = isBig ? 8 : 4
    func entry(_ tag: Int, _ type: Int, _ values: [Int]) -> [UInt8] {
      let inline = values.flatMap { little($0, type == 3 ? 2 : 4) }
      return little(tag, 2) + little(type, 2) + little(values.count, place) + inline
        + [UInt8](repeating: 0, count: place - inline.count)
    }
    var bytes =
      Array("II".utf8) + (isBig ? [43, 0, 8, 0, 0, 0] + little(16, 8) : [42, 0] + little(8, 4))
    for (number, extra) in pages.enumerated() {
      let count = extra == nil ? 2 : 3
      let end = bytes.count + (isBig ? 8 : 2) + count * (isBig ? 20 : 12) + place
      bytes += little(count, isBig ? 8 : 2) + entry(273, 4, [end]) + entry(279, 4, [strip])
      if let extra { bytes += entry(338, 3, extra) }
      bytes += little(number == pages.count - 1 ? last : end + 4, place) + [1, 2, 3, 4]
    }
    return bytes
  }

  @Test(arguments: [false, true])
  func `each page says which opacity it has`(isBig: Bool) throws {
    let pages = try #require(TIFFPages(file([nil, [2], [1], [0]], isBig: isBig)))
    #expect(pages.opacities == [nil, 2, 1, nil])
    #expect(pages.areWhole)
  }

  @Test(arguments: [false, true])
  func `pages and pixels that are not in the file are missed`(isBig: Bool) throws {
    let whole = file([nil, [2]], isBig: isBig)
    #expect(TIFFPages(whole)?.areWhole == true)
    for length in whole.indices {
      #expect(TIFFPages(Array(whole.prefix(length)))?.areWhole != true)
    }
    #expect(TIFFPages(file([nil], isBig: isBig, strip: 5))?.areWhole == false)
    #expect(TIFFPages(file([nil], isBig: isBig, next: 9999))?.areWhole == false)
    // A page that leads back to the first one.
    #expect(TIFFPages(file([nil], isBig: isBig, next: isBig ? 16 : 8))?.areWhole == false)
    #expect(TIFFPages(file([[0, 2]], isBig: isBig))?.areWhole == false)
  }
}
