@testable import HCodePictures
import Testing

@Suite struct PicturePagesTests {
  private func formats(_ starts: [[UInt8]]) -> [PictureFormat?] {
    starts.map { PictureReader.format(of: $0) }
  }

  @Test func `each format is told by exact bytes at exact places`() {
    #expect(formats([Array("GIF87a".utf8), Array("GIF89a".utf8)]) == [.gif, .gif])
    #expect(formats([Array("RIFF\0\0\0\0WEBPVP8X".utf8)]) == [.webP])
    #expect(formats([Array("II*\0".utf8), Array("MM\0*".utf8)]) == [.tiff, .tiff])
    #expect(formats([Array("II+\0\u{8}\0\0\0".utf8)]) == [.tiff])
    #expect(formats([Array("%PDF-1.7".utf8)]) == [.pdf])
    for brand in ["heic", "mif1", "avif"] {
      #expect(formats([Array("\0\0\0\u{18}ftyp\(brand)".utf8)]) == [.heif])
    }
    let bitmap: [UInt8] = Array("BM".utf8) + [9, 9, 9, 9, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0]
    #expect(formats([bitmap]) == [.bmp])
  }

  @Test func `what only resembles a format is none`() {
    for text in [
      "GIF88a", "RIFF\0\0\0\0WAVEfmt ", "II*", "%PD", " %PDF-1.7", "\0\0\0\u{18}ftypmp42",
      "BM and more text here",
    ] {
      #expect(PictureReader.format(of: Array(text.utf8)) == nil)
    }
  }

  @Test func `a picture that is read in process is the only page of its file`() throws {
    var pages = try PicturePages(Array("P5\n1 1\n255\nx".utf8))
    let page = try #require(try pages.next())
    #expect(page.number == nil && page.image.pixels == [0x78])
    #expect(try pages.next() == nil)
  }

  @Test func `pictures that follow one another are read one after the other`() throws {
    var frames = PNMFrames(Array("P5\n1 1\n255\naP2\n1 1\n255\n98\nP4\n1 1\n\u{1}".utf8))
    var seen: [[UInt8]] = []
    while frames.hasMore, let image = try? frames.next() { seen.append(image.pixels) }
    #expect(seen == [[0x61], [98], [255]])
    #expect(throws: PictureError.self) { try frames.next() }
  }

  @Test func `a colour picture with opacity is laid over white`() throws {
    let header = "P7\nWIDTH 2\nHEIGHT 1\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"
    let bytes = Array(header.utf8) + [0, 0, 0, 255, 0, 0, 0, 0]
    #expect(try PAMReader.read(bytes).pixels == [0, 255])
    #expect(throws: PictureError.self) { try PAMReader.read(bytes.dropLast()) }
    for length in 0..<header.utf8.count {
      #expect(throws: PictureError.self) { try PAMReader.read(Array(bytes.prefix(length))) }
    }
  }

  @Test
  func `a header of a converted picture that claims too much is refused before memory is taken`() {
    let header =
      "P7\nWIDTH 99999999\nHEIGHT 99999999\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"
    #expect(throws: PictureError.tooLarge(format: .pnm, width: 99_999_999, height: 99_999_999)) {
      try PAMReader.read(Array(header.utf8))
    }
  }
}
