@testable import HCodePictures
import Testing

@Suite struct TerminalBlocksTests {
  @Test(arguments: [true, false], [0, 1, 2, 4])
  func `the blocks read back are the symbol and its quiet zone`(
    ansi: Bool, quietZone: Int
  ) throws {
    let symbol = try QREncoder.encode(QRTestText.make(262), errorCorrection: .medium)
    let text = TerminalBlocks.text(symbol, quietZone: quietZone, ansi: ansi)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let side = symbol.size + 2 * quietZone
    #expect(lines.count == (side + 1) / 2)
    for (index, line) in lines.enumerated() {
      var blocks = String(line)
      if ansi {
        let (colours, reset) = ("\u{1B}[38;5;16;48;5;231m", "\u{1B}[0m")
        #expect(blocks.hasPrefix(colours) && blocks.hasSuffix(reset))
        blocks = String(blocks.dropFirst(colours.count).dropLast(reset.count))
      }
      #expect(blocks.count == side)
      for (x, block) in blocks.enumerated() {
        for half in 0..<2 where 2 * index + half < side {
          let isDrawn = block == "█" || block == (half == 0 ? "▀" : "▄")
          let isDark = symbol.isDark(row: 2 * index + half - quietZone, column: x - quietZone)
          #expect(isDrawn == (ansi ? isDark : !isDark))
        }
      }
    }
  }
}
