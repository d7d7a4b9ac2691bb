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
    rows = Self.bits(bytes, size: size, flipped: 0)
    columns = Self.turned(rows)
    dataRows = Self.bits(bytes, size: size, shift: 7, flipped: .max)
    dataColumns = Self.turned(dataRows)
  }

  /// One bit of each byte, a row in a number: eight bytes at once, whose bits a multiplication brings together.
  private static func bits(
    _ bytes: UnsafeBufferPointer<UInt8>, size: Int, shift: UInt64 = 0, flipped: Modules
  ) -> [Modules] {
    let raw = UnsafeRawBufferPointer(bytes)
    let mask = size == Modules.bitWidth ? Modules.max : 1 << Modules(size) - 1
    return (0..<size).map { row in
      var line: Modules = 0
      for column in stride(from: 0, to: size, by: 8) {
        let place = row * size + column
        var eight: UInt64 = 0
        if place + 8 <= raw.count {
          eight = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        } else {
          for index in place..<raw.count {
            eight |= UInt64(raw[index]) << UInt64(8 * (index - place))
          }
        }
        let gathered = ((eight >> shift & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) >> 56
        line |= gathered << Modules(column)
      }
      return (line ^ flipped) & mask
    }
  }

  /// The columns of rows, or the rows of columns: blocks across the diagonal change places, halves first.
  private static func turned(_ lines: [Modules]) -> [Modules] {
    let side = Modules.bitWidth
    var block = lines + [Modules](repeating: 0, count: side - lines.count)
    var half = side / 2
    var mask = Modules.max >> Modules(half)
    while half > 0 {
      var line = 0
      while line < side {
        let other = line + half
        let swapped = (block[line] >> Modules(half) ^ block[other]) & mask
        block[line] ^= swapped << Modules(half)
        block[other] ^= swapped
        line = (other + 1) & ~half
      }
      half /= 2
      mask ^= mask << Modules(half)
    }
    return Array(block.prefix(lines.count))
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
    var above: (row: Modules, equal: Modules)?
    for index in 0..<size {
      let row = rows[index]
      let equal = equalNeighbours(row)
      dark += row.nonzeroBitCount
      penalty += linePenalty(row, equal)
      penalty += linePenalty(columns[index], equalNeighbours(columns[index]))
      if let above {
        // Blocks of two by two of one colour, three points each.
        penalty += 3 * (above.equal & equal & ~(above.row ^ row)).nonzeroBitCount
      }
      above = (row, equal)
    }
    let area = size * size
    let percent = (200 * dark + area) / area / 2
    return penalty + abs(percent - 50) / 5 * 10
  }

  /// The modules that have the colour of the next one in the line.
  private func equalNeighbours(_ line: Modules) -> Modules {
    ~(line ^ (line >> 1)) & ((1 << (size - 1)) - 1)
  }

  private func linePenalty(_ line: Modules, _ equal: Modules) -> Int {
    // A run of n >= 5 has n - 4 places where five begin, and costs n - 2.
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
    var dark = line
    var middle = line & line &>> 1 & line &>> 2
    var hasDark = line
    // Where no dark run is long enough for the middle, none is for a larger one.
    while middle != 0 {
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
      guard 7 * scale <= Modules(size) else { break }
      middle = Self.all(line, 3 * scale)
      dark = Self.all(line, scale)
      hasDark = Self.any(line, scale)
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
