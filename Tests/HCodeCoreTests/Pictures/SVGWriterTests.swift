import HCodeBase
@testable import HCodePictures
import Testing

@Suite struct SVGWriterTests {
  @Test(arguments: [20, 262, 1000])
  func `the path covers exactly the dark modules`(count: Int) throws {
    let symbol = try QREncoder.encode(QRTestText.make(count), errorCorrection: .medium)
    let svg = try #require(SVGWriter.svg(symbol, side: .millimetres(35)))
    #expect(svg.contains("width=\"35.0mm\" height=\"35.0mm\""))
    #expect(svg.contains("viewBox=\"0 0 \(symbol.size + 8) \(symbol.size + 8)\""))
    let path = try #require(svg.firstMatch(of: #/ d="(?<path>[^"]+)"/#)).path
    var dark: Set<[Int]> = []
    for run in path.matches(of: #/M(?<x>\d+) (?<y>\d+)h(?<w>\d+)v1h-(?<back>\d+)z/#) {
      let (x, y) = (try #require(Int(run.x)), try #require(Int(run.y)))
      #expect(run.w == run.back)
      for column in x..<x + (try #require(Int(run.w))) {
        #expect(dark.insert([y - 4, column - 4]).inserted)
      }
    }
    for row in -4..<symbol.size + 4 {
      for column in -4..<symbol.size + 4 {
        #expect(dark.contains([row, column]) == symbol.isDark(row: row, column: column))
      }
    }
  }

  @Test func `a side that is no length is refused`() throws {
    let symbol = try QREncoder.encode([0x41], errorCorrection: .low)
    let sides: [SVGWriter.Side] = [
      .pixels(0), .pixels(-5), .millimetres(0), .millimetres(-1), .millimetres(.nan),
      .millimetres(.infinity),
    ]
    for side in sides { #expect(SVGWriter.svg(symbol, side: side) == nil) }
    #expect(SVGWriter.svg(symbol, quietZone: -1, side: .pixels(100)) == nil)
    #expect(SVGWriter.svg(symbol, quietZone: 0, side: .pixels(100)) != nil)
  }

  @Test func `texts cannot leave their place in the XML`() {
    #expect(
      "</text><script>&\"'\u{0}\u{1B}\u{FFFF}王".xmlEscaped
        == "&lt;/text&gt;&lt;script&gt;&amp;&quot;&#39;\u{FFFD}\u{FFFD}\u{FFFD}王")
  }
}
