extension QRSymbol {
  /// Tells the dark modules as runs, row by row from the left: what is drawn of a symbol as rectangles.
  func forEachDarkRun(_ body: (_ row: Int, _ column: Int, _ length: Int) -> Void) {
    for row in 0..<size {
      var column = 0
      while column < size {
        let start = column
        while isDark(row: row, column: column) { column += 1 }
        if column > start { body(row, start, column - start) }
        column += 1
      }
    }
  }
}
