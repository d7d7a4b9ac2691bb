@testable import HCodeDesk
@testable import HCodePictures
import Testing

@Suite struct ScanBackTests {
  @Test func `what is read and searched to the end scans back, and nothing else does`() throws {
    let text = QRTestText.make(262)
    let code = try QRTestText.picture(text, moduleSize: 4)
    #expect(code.scansBack(to: text))
    #expect(!code.scansBack(to: QRTestText.make(30)))
    // Beside more patterns than a search weighs it is read, and another code may be there.
    let rows = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    let cell =
      rows.map { $0.utf8.map { $0 == 0x31 ? UInt8(0) : 255 } + [255, 255] }
      + [[UInt8](repeating: 255, count: 9), [UInt8](repeating: 255, count: 9)]
    let side = 2000
    var pixels = [UInt8](repeating: 255, count: side * side)
    for y in 0..<side { for x in 0..<side { pixels[y * side + x] = cell[y % 9][x % 9] } }
    let carpet = try #require(LumaImage(width: side, height: side, pixels: pixels))
    let scene = try QRTestText.canvas(
      side + code.width + 100, side, [(carpet, x: 0, y: 0), (code, x: side + 80, y: 80)])
    #expect(!scene.scansBack(to: text))
  }
}
