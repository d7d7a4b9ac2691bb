/// The modules of a symbol a bit each, by row and by column, so that a mask is laid over and weighed with a few
/// instructions a line. The bits past the last module are 0, which is light, as the quiet zone is.
struct QRModules {
  /// Modules in a line, the lowest bit the leftmost or the topmost.
  typealias Modules = UInt64
  /// The most modules a side: version 11 has 61.
  static let largestSize = Modules.bitWidth

  let size: Int
  /// The rows, the bits past the last module 0.
  private(set) var rows: [Modules]
  private var columns: [Modules]
  /// Which modules hold data, that is, are turned by a mask.
  private var dataRows: [Modules]
  private var dataColumns: [Modules]

  /// From libqrencode's bytes: bit 0 is the colour, bit 7 is there where a mask turns nothing.
  init(_ bytes: UnsafeBufferPointer<UInt8>, size: Int) {
    self.size = size
    rows = [Modules](repeating: 0, count: size)
    columns = rows
    dataRows = rows
    dataColumns = rows
    for row in 0..<size {
      var dark: Modules = 0
      var data: Modules = 0
      for column in 0..<size {
        let byte = bytes[row * size + column]
        let isDark = Modules(byte & 1)
        let isData = Modules((byte >> 7) ^ 1)
        dark |= isDark &<< Modules(column)
        data |= isData &<< Modules(column)
        columns[column] |= isDark &<< Modules(row)
        dataColumns[column] |= isData &<< Modules(row)
      }
      rows[row] = dark
      dataRows[row] = data
    }
  }

  /// Lays a mask over the data, or takes it away again.
  mutating func toggle(_ mask: QRMask) {
    for phase in 0..<min(QRMask.period, size) {
      let row = mask.row(phase)
      let column = mask.column(phase)
      for place in stride(from: phase, to: size, by: QRMask.period) {
        rows[place] ^= row & dataRows[place]
        columns[place] ^= column & dataColumns[place]
      }
    }
  }

  /// Writes the format information over what is there.
  mutating func write(_ formatInformation: UInt16) {
    for number in 0..<15 {
      let bit = Modules(formatInformation >> UInt16(number) & 1)
      for (row, column) in QRMask.formatPlaces(number, size: size) {
        rows[row] = rows[row] & ~(1 &<< Modules(column)) | bit &<< Modules(column)
        columns[column] = columns[column] & ~(1 &<< Modules(row)) | bit &<< Modules(row)
      }
    }
  }

  // MARK: Weighing (ISO/IEC 18004 §7.8.3)

  /// The penalty of the symbol as it stands; the mask with the least is the one to use.
  var penalty: Int {
    var dark = 0
    var penalty = 0
    for (index, row) in rows.enumerated() {
      dark += row.nonzeroBitCount
      penalty += linePenalty(row) + linePenalty(columns[index])
    }
    for (above, below) in zip(rows, rows.dropFirst()) {
      // Blocks of two by two of one colour, three points each.
      let blocks = equalNeighbours(above) & equalNeighbours(below) & ~(above ^ below)
      penalty += 3 * blocks.nonzeroBitCount
    }
    let area = size * size
    let percent = (200 * dark + area) / area / 2
    return penalty + abs(percent - 50) / 5 * 10
  }

  /// The modules that have the colour of the next one in the line.
  private func equalNeighbours(_ line: Modules) -> Modules {
    ~(line ^ (line >> 1)) & ((1 << (size - 1)) - 1)
  }

  private func linePenalty(_ line: Modules) -> Int {
    // A run of n >= 5 has n - 4 places where five begin, and costs n - 2.
    let equal = equalNeighbours(line)
    let pairs = equal & (equal >> 1)
    let fives = pairs & (pairs >> 2)
    let runs = fives & ~(fives << 1)
    return fives.nonzeroBitCount + 2 * runs.nonzeroBitCount + 40 * finderLikes(line)
  }

  /// How often the line looks like a finder pattern: dark, light, three dark, light, dark, with four light modules before
  /// or behind; also larger, in the same proportions. Outside the symbol it is light.
  private func finderLikes(_ line: Modules) -> Int {
    var count = 0
    var scale: Modules = 1
    while 7 * scale <= Modules(size) {
      let middle = Self.all(line, 3 * scale)
      // Where no dark run is long enough for the middle, none is for a larger one.
      guard middle != 0 else { break }
      let dark = Self.all(line, scale)
      let hasDark = Self.any(line, scale)
      // Each run has this length and no more, so what stands before and behind is light.
      let found =
        dark & ~(hasDark &>> scale) & middle &>> (2 * scale) & ~(hasDark &>> (5 * scale))
        & dark &>> (6 * scale) & ~(line &>> (7 * scale)) & ~(line &<< 1)
      if found != 0 {
        let darkBehind = Self.any(line, 4 * scale) &>> (7 * scale)
        let darkBefore = Self.any(line, 4 * scale, before: true)
        count += (found & ~(darkBefore & darkBehind)).nonzeroBitCount
      }
      scale += 1
    }
    return count
  }

  /// The places from which on so many modules are dark, outside the symbol none.
  private static func all(_ line: Modules, _ length: Modules) -> Modules {
    var (result, done) = (line, Modules(1))
    while done < length {
      let step = min(done, length - done)
      result &= result &>> step
      done += step
    }
    return result
  }

  /// The places from which on, or before which, one of so many modules is dark.
  private static func any(_ line: Modules, _ length: Modules, before: Bool = false) -> Modules {
    var (result, done) = (before ? line &<< 1 : line, Modules(1))
    while done < length {
      let step = min(done, length - done)
      result |= before ? result &<< step : result &>> step
      done += step
    }
    return result
  }
}
