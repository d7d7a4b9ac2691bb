/// One of the eight patterns that are laid over a symbol's data so that it is neither blank nor busy (ISO/IEC 18004 §7.8).
struct QRMask {
  /// 0 to 7.
  let reference: Int

  /// All of them.
  static let all = (0..<8).map { QRMask(reference: $0) }

  /// Whether the pattern turns the colour of the module in that column and row (table 10).
  private func isTurned(_ x: Int, _ y: Int) -> Bool {
    switch reference {
    case 0: (x + y) % 2 == 0
    case 1: y % 2 == 0
    case 2: x % 3 == 0
    case 3: (x + y) % 3 == 0
    case 4: (y / 2 + x / 3) % 2 == 0
    case 5: x * y % 2 + x * y % 3 == 0
    case 6: (x * y % 2 + x * y % 3) % 2 == 0
    default: ((x + y) % 2 + x * y % 3) % 2 == 0
    }
  }

  /// The rows and columns of a period, made once.
  private static let lines = all.map { mask in
    (
      rows: (0..<period).map { y in repeated { mask.isTurned($0, y) } },
      columns: (0..<period).map { x in repeated { mask.isTurned(x, $0) } }
    )
  }

  /// Every pattern repeats after 12 rows and 12 columns.
  static let period = 12

  /// A row of the pattern, the lowest bit the leftmost module.
  func row(_ y: Int) -> UInt64 {
    Self.lines[reference].rows[y % Self.period]
  }

  /// A column of the pattern, the lowest bit the top module.
  func column(_ x: Int) -> UInt64 {
    Self.lines[reference].columns[x % Self.period]
  }

  private static func repeated(_ isTurned: (Int) -> Bool) -> UInt64 {
    var bits: UInt64 = 0
    for place in 0..<period where isTurned(place) { bits |= 1 << place }
    var filled = period
    while filled < UInt64.bitWidth {
      bits |= bits << filled
      filled *= 2
    }
    return bits
  }

  /// The 15 bits that say level and mask: five of data and ten of a BCH code, turned so that they are never all light (§7.9.1).
  func formatInformation(_ level: QRSymbol.ErrorCorrection) -> UInt16 {
    let indicator: UInt16 =
      switch level {
      case .low: 1
      case .medium: 0
      case .quartile: 3
      case .high: 2
      }
    let data = indicator << 3 | UInt16(reference)
    var remainder = data << 10
    for shift in (0..<5).reversed() where remainder & 1 << UInt16(shift + 10) != 0 {
      remainder ^= 0x537 << UInt16(shift)
    }
    return (data << 10 | remainder) ^ 0x5412
  }

  /// Where bit `number` of the format information stands, twice: row and column (§7.9.1, figure 25).
  static func formatPlaces(_ number: Int, size: Int) -> [(row: Int, column: Int)] {
    switch number {
    case 0..<6: [(8, size - 1 - number), (number, 8)]
    case 6, 7: [(8, size - 1 - number), (number + 1, 8)]
    case 8: [(size - 7, 8), (8, 7)]
    default: [(size - 15 + number, 8), (8, 14 - number)]
    }
  }
}
