@testable import HCodePictures
import Testing

@Suite struct PNMReaderTests {
  private func read(_ text: String, _ raw: [UInt8] = []) throws -> [UInt8] {
    try PictureReader.read(Array(text.utf8) + raw).pixels
  }

  private func malformed(_ detail: String) -> PictureError {
    .malformed(format: .pnm, detail: detail)
  }

  @Test func `P1 to P6 are read`() throws {
    #expect(try read("P1\n3 2\n101\n0 1 0") == [0, 255, 0, 255, 0, 255])
    #expect(try read("P2 2 2 15 0 15 5 10") == [0, 255, 85, 170])
    #expect(try read("P3 2 1 255 255 0 0 0 255 0") == [76, 150])
    #expect(
      try read("P4 9 2 ", [0x80, 0x80, 0, 0])
        == [0] + [UInt8](repeating: 255, count: 7) + [0] + [UInt8](repeating: 255, count: 9))
    #expect(try read("P5 2 1 255\n", [32, 10]) == [32, 10])
    #expect(try read("P5 2 1 65535 ", [0xFF, 0xFF, 0x80, 0]) == [255, 128])
    #expect(try read("P6 2 1 255\n", [255, 255, 255, 0, 0, 255]) == [255, 29])
    #expect(try read("P6 1 1 1023\n", [3, 255, 3, 255, 3, 255]) == [255])
  }

  @Test func `comments may stand wherever space may`() throws {
    #expect(try read("P2#a\n# b\n1 #c\r2\n#d\n9\n9 # e\n 0") == [255, 0])
    #expect(try read("P5\n# made by hand\n1 1\n255\n", [35]) == [35])
  }

  @Test func `data that end early are malformed and say where`() {
    #expect(throws: malformed("ends after row 1 of 3")) { try read("P5 2 3 255\n", [1, 2, 3]) }
    #expect(throws: malformed("ends after row 1 of 2")) { try read("P2 2 2 9 1 2 3") }
    #expect(throws: malformed("ends after row 0 of 1")) { try read("P1 2 1 1") }
    #expect(throws: malformed("ends before the height")) { try read("P5 2") }
    #expect(throws: malformed("ends before the first row")) { try read("P5 2 2 255") }
  }

  @Test func `headers that lie are refused before memory is taken`() {
    for kind in 1...6 {
      #expect(throws: PictureError.tooLarge(format: .pnm, width: 60_000, height: 60_000)) {
        try read("P\(kind) 60000 60000 255 0")
      }
      #expect(throws: PictureError.tooLarge(format: .pnm, width: 1 << 31, height: 1 << 31)) {
        try read("P\(kind) 2147483648 2147483648 255 0")
      }
      #expect(throws: malformed("the picture is 0 x 7 pixels")) { try read("P\(kind) 0 7 255 0") }
      #expect(throws: malformed("a number is too large")) {
        try read("P\(kind) 99999999999999999999999 1 255 0")
      }
    }
    #expect(throws: malformed("the maximum is 0")) { try read("P5 1 1 0 ", [0]) }
    #expect(throws: malformed("the maximum is 65536")) { try read("P5 1 1 65536 ", [0, 0]) }
  }

  @Test func `samples above the maximum and bytes that are no numbers are malformed`() {
    #expect(throws: malformed("sample 10 is above the maximum 9")) { try read("P2 1 1 9 10") }
    #expect(throws: malformed("sample 8 is above the maximum 7")) { try read("P5 1 1 7\n", [8]) }
    #expect(throws: malformed("byte 45 at 5 is not part of a number")) { try read("P2 1 -1 9 1") }
    #expect(throws: malformed("byte 50 at 7 is not part of a number")) { try read("P1 1 1 2") }
  }

  @Test func `damaged PNMs end in a picture or an error`() {
    for text in ["P1 3 2 101010", "P2 2 2 15 0 15 5 10", "P3 1 1 9 1 2 3"] {
      PictureFixture.readDamaged(Array(text.utf8))
    }
    for (text, count) in [("P4 9 2 ", 4), ("P5 2 2 300 ", 8), ("P6 1 2 255 ", 6)] {
      PictureFixture.readDamaged(Array(text.utf8) + [UInt8](repeating: 1, count: count))
    }
  }
}
