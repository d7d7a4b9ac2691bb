@testable import HCodeRegistry
import Testing

struct LineReaderTests {
  private func lines(_ text: String, piece: Int) -> [TextLine] {
    var rest = Array(text.utf8)[...]
    var reader = LineReader()
    var lines: [TextLine] = []
    while true {
      while let line = reader.next(isLast: rest.isEmpty) { lines.append(line) }
      if rest.isEmpty { return lines }
      reader.feed(rest.prefix(piece))
      rest = rest.dropFirst(piece)
    }
  }

  @Test(arguments: [1, 2, 5, 1 << 18])
  func `lines are numbered as they stand, blank ones passed over`(piece: Int) {
    let found = lines("\u{FEFF}{\"a\":1}\r\n\n \r\n{}\nlast", piece: piece)
    #expect(found.map(\.number) == [1, 4, 5])
    #expect(
      found.map { String(decoding: $0.bytes, as: UTF8.self) } == ["{\"a\":1}\r", "{}", "last"])
  }

  @Test(arguments: [1000, 1 << 18])
  func `a line that is too long is told once, in memory that does not grow`(piece: Int) {
    let found = lines("{}\n" + String(repeating: "x", count: 1_000_000) + "\n{}\n", piece: piece)
    #expect(found.map(\.number) == [1, 2, 3])
    #expect(found.map(\.isTooLong) == [false, true, false])
    #expect(found[1].bytes.count == BatchLimits.rowBytes)
  }
}
