@testable import HCodeRegistry
import Testing

struct CSVReaderTests {
  /// All rows of a text that comes in pieces of that many bytes.
  private func rows(_ text: some Sequence<UInt8>, piece: Int = 1 << 18) -> [CSVRow] {
    var rest = Array(text)[...]
    var reader = CSVReader()
    var rows: [CSVRow] = []
    while true {
      while let row = reader.next(isLast: rest.isEmpty) { rows.append(row) }
      if rest.isEmpty {
        #expect(reader.consumed == Array(text).count)
        return rows
      }
      reader.feed(rest.prefix(piece))
      rest = rest.dropFirst(piece)
    }
  }

  private func cells(_ text: String, piece: Int = 1 << 18) -> [[String]] {
    rows(text.utf8, piece: piece).map { $0.cells.map { String(decoding: $0, as: UTF8.self) } }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `any line end ends a row, and quotes keep line ends, separators and quotes`(end: String) {
    let text = "a,b\(end)\"1,\"\"2\"\"\",\"x\(end)y\"\(end)\(end)3,"
    for piece in 1...12 {
      #expect(
        cells(text, piece: piece) == [["a", "b"], ["1,\"2\"", "x\(end)y"], ["3", ""]],
        "pieces of \(piece)")
    }
    #expect(rows(text.utf8).map(\.line) == [1, 2, 5])
  }

  @Test func `what a spreadsheet puts in front is taken off, and its separator found`() {
    #expect(cells("\u{FEFF}a;b\r\n1,5;2\r\n") == [["a", "b"], ["1,5", "2"]])
    #expect(cells("\u{FEFF}sep=;\r\na;b\r\n") == [["a", "b"]])
    #expect(cells("sep=|\na|b\n") == [["a", "b"]])
    #expect(cells("a\tb,c\n1\t2\n") == [["a", "b,c"], ["1", "2"]])
    #expect(cells("\"x;y\",b\n") == [["x;y", "b"]])
    #expect(cells("name\n张\n") == [["name"], ["张"]])
    #expect(cells("a,b\n,\n ,\n1,2\n,,,\n") == [["a", "b"], ["1", "2"]])
  }

  @Test func `broken quoting is a fault and never a row, and the others are read`() {
    let found = rows("a,b\n\"x\ny\"z,1\n2,3\nq\"q,4\n5,6\n".utf8)
    #expect(
      found.map(\.fault) == [nil, .textAfterQuote(lastLine: 3), nil, .quoteInsideCell, nil])
    #expect(found.map(\.line) == [1, 2, 4, 5, 6])
  }

  @Test(arguments: [1, 7, 4096, 1 << 18])
  func `a quote that never closes costs its own line and no other`(piece: Int) {
    let found = rows("a,b\n\"x,1\n2,3\n4,5".utf8, piece: piece)
    #expect(found.map(\.fault) == [nil, .quoteNeverCloses, nil, nil])
    #expect(found.map(\.line) == [1, 2, 3, 4])
    let long = "a,b\n\"x,1\n" + String(repeating: "2,3\n", count: 40_000)
    let many = rows(long.utf8, piece: max(piece, 512))
    #expect(many.count == 40_002)
    #expect(many.filter { $0.fault != nil }.map(\.line) == [2])
  }

  @Test(arguments: [100, 4096, 1 << 18])
  func `a line without an end is passed over in memory that does not grow`(piece: Int) {
    let text = "a,b\n" + String(repeating: "x", count: 300_000) + "\n1,2\n"
    let found = rows(text.utf8, piece: piece)
    #expect(found.map(\.fault) == [nil, .tooLong, nil])
    #expect(found.map(\.line) == [1, 2, 3])
    #expect(found[1].bytes.count <= BatchLimits.rowBytes)
    let wide = rows(("a\n" + String(repeating: ",", count: 1000) + "x\n1\n").utf8, piece: piece)
    #expect(wide.map(\.fault) == [nil, .tooManyCells, nil])
  }

  @Test func `the rows behind a mark are those of a reader that read all`() throws {
    let text = "a,b\n\"1\n1\",2\n3,4\r\n5,6\n"
    var reader = CSVReader()
    reader.feed(text.utf8)
    var after: [(Int, Int, [CSVRow])] = []
    while reader.next(isLast: true) != nil {
      var rest = reader
      var rows: [CSVRow] = []
      while let row = rest.next(isLast: true) { rows.append(row) }
      after.append((reader.consumed, reader.nextLine, rows))
    }
    for (offset, line, expected) in after {
      var resumed = CSVReader()
      resumed.feed(text.utf8.prefix(4))
      _ = resumed.next(isLast: false)
      if !resumed.skip(to: offset, line: line) {
        resumed.feed(text.utf8.dropFirst(4))
        let isThere = resumed.skip(to: offset, line: line)
        #expect(isThere)
      } else {
        resumed.feed(text.utf8.dropFirst(4))
      }
      var rows: [CSVRow] = []
      while let row = resumed.next(isLast: true) { rows.append(row) }
      #expect(rows == expected)
    }
  }

  @Test func `any bytes in any pieces give the same rows`() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("ab,\";\n\r\t= \u{FEFF}张".utf8)
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      let whole = rows(text)
      #expect(rows(text, piece: 1) == whole, "\(text)")
      #expect(rows(text, piece: 3) == whole, "\(text)")
    }
  }
}
