/// A QR code as its squares, the modules, without a quiet zone (ISO/IEC 18004).
package struct QRSymbol: Equatable, Sendable {
  /// How much of a symbol may be dirty or torn before it can no longer be read.
  package enum ErrorCorrection: String, CaseIterable, Sendable {
    /// About 7 % of the codewords.
    case low = "L"
    /// About 15 %.
    case medium = "M"
    /// About 25 %.
    case quartile = "Q"
    /// About 30 %.
    case high = "H"
  }

  /// 1 to 40; a version has 4 modules a side more than the one before it.
  package let version: Int
  /// The level that the symbol was made with.
  package let errorCorrection: ErrorCorrection
  /// Modules a side, `17 + 4 * version`.
  package let size: Int
  /// A bit a module, row by row, each row in words of its own, the lowest bit the leftmost module; the rest of the last one is 0.
  let words: [UInt64]
  let wordsPerRow: Int

  /// Makes a symbol from its modules, row by row, true for dark; nil when they do not fill the
  /// version's square.
  init?(version: Int, errorCorrection: ErrorCorrection, modules: [Bool]) {
    guard (1...40).contains(version) else { return nil }
    let size = 17 + 4 * version
    guard modules.count == size * size else { return nil }
    let wordsPerRow = (size + 63) / 64
    var words = [UInt64](repeating: 0, count: wordsPerRow * size)
    for (place, isDark) in modules.enumerated() where isDark {
      words[place / size * wordsPerRow + place % size / 64] |= 1 << UInt64(place % size % 64)
    }
    self.init(version: version, errorCorrection: errorCorrection, words: words)
  }

  /// The same from a number a row, of a symbol that is no wider than 64 modules.
  package init?(version: Int, errorCorrection: ErrorCorrection, rows: [UInt64]) {
    guard (1...11).contains(version), rows.count == 17 + 4 * version else { return nil }
    self.init(version: version, errorCorrection: errorCorrection, words: rows)
  }

  private init(version: Int, errorCorrection: ErrorCorrection, words: [UInt64]) {
    self.version = version
    self.errorCorrection = errorCorrection
    self.words = words
    size = 17 + 4 * version
    wordsPerRow = (size + 63) / 64
  }

  /// Whether a module is dark. Row 0 is the top, column 0 the left; whatever lies outside the
  /// symbol is quiet zone and light.
  package func isDark(row: Int, column: Int) -> Bool {
    guard row >= 0, row < size, column >= 0, column < size else { return false }
    return words[row * wordsPerRow + column / 64] >> UInt64(column % 64) & 1 == 1
  }
}
