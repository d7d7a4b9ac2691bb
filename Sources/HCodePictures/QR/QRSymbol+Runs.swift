extension QRSymbol {
  /// Tells the dark modules as runs, row by row from the left: what is drawn of a symbol as rectangles.
  @inline(__always)
  package func forEachDarkRun(_ body: (_ row: Int, _ column: Int, _ length: Int) -> Void) {
    for row in 0..<size {
      var start = 0
      var length = 0
      for word in 0..<wordsPerRow {
        var rest = words[row * wordsPerRow + word]
        var column = 64 * word
        while rest != 0 {
          let light = rest.trailingZeroBitCount
          let dark = (~(rest &>> UInt64(light))).trailingZeroBitCount
          column += light
          // A run may go on in the next word.
          if length > 0, start + length == column {
            length += dark
          } else {
            if length > 0 { body(row, start, length) }
            (start, length) = (column, dark)
          }
          column += dark
          rest = light + dark < 64 ? rest &>> UInt64(light + dark) : 0
        }
      }
      if length > 0 { body(row, start, length) }
    }
  }
}
