@testable import HCodePictures
import Testing

@Suite struct PictureReaderTests {
  @Test func `a format is told by the first bytes`() throws {
    #expect(PictureReader.format(of: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) == .png)
    #expect(PictureReader.format(of: [0xFF, 0xD8, 0xFF]) == .jpeg)
    for kind in 1...6 { #expect(PictureReader.format(of: Array("P\(kind)\n".utf8)) == .pnm) }
    #expect(PictureReader.format(of: Array("P4#".utf8)) == .pnm)
    for text in ["", "P", "P5", "P7 ", "P0 ", "P55", "GIF88a", "%PDX-1.7"] {
      #expect(PictureReader.format(of: Array(text.utf8)) == nil)
    }
  }

  @Test func `no bytes, too many bytes and unknown bytes are named as such`() {
    #expect(throws: PictureError.empty) { try PictureReader.read([]) }
    #expect(throws: PictureError.unknownFormat) { try PictureReader.read([0]) }
    #expect(throws: PictureError.fileTooLarge) {
      try PictureReader.read([UInt8](repeating: 0, count: PictureLimits.fileBytes + 1))
    }
  }
}
