/// Draws QR symbols as text, two rows of modules a line.
package enum TerminalBlocks {
  /// The symbol with its quiet zone, each line ended by a line feed.
  ///
  /// - Parameter ansi: true sets black on white with escape codes, which scans whatever the
  ///   terminal's colours are. False writes only blocks and draws the light modules, as `qrencode
  ///   -t UTF8` does: right on a dark terminal, and inverted on a light one, where `QRScanner`
  ///   still reads it.
  package static func text(_ symbol: QRSymbol, quietZone: Int = 4, ansi: Bool) -> String {
    let border = min(max(quietZone, 0), 64)
    let columns = -border..<symbol.size + border
    var text = ""
    for row in stride(from: -border, to: symbol.size + border, by: 2) {
      // The symbol has an odd number of rows: the last half line is nothing but the terminal's own
      // background unless we colour it.
      let hasLower = row + 1 < symbol.size + border
      if ansi { text += "\u{1B}[38;5;16;48;5;231m" }
      for column in columns {
        let upper = symbol.isDark(row: row, column: column)
        let lower = symbol.isDark(row: row + 1, column: column)
        text += ansi ? block(upper, lower) : block(!upper, hasLower && !lower)
      }
      text += ansi ? "\u{1B}[0m\n" : "\n"
    }
    return text
  }

  private static func block(_ upper: Bool, _ lower: Bool) -> String {
    switch (upper, lower) {
    case (true, true): "█"
    case (true, false): "▀"
    case (false, true): "▄"
    case (false, false): " "
    }
  }
}
