/// The rows of a PNG picture as their samples were: inflated and unfiltered (ISO/IEC 15948 §9), a strip of them at a time.
struct PNGRows {
  private let data: PNGData
  private let rowBytes: Int
  /// From a byte to the one of the pixel before it.
  private let step: Int
  private var previous: [UInt8]
  private var strip: [UInt8]
  private let rowsAtOnce: Int

  /// Bytes of a strip, when a row has fewer.
  private static let stripBytes = 1 << 15

  init(of header: PNGHeader, width: Int, from data: PNGData) {
    self.data = data
    rowBytes = header.rowBytes(width)
    step = max(1, header.channels * header.depth / 8)
    rowsAtOnce = max(1, Self.stripBytes / (rowBytes + 1))
    previous = [UInt8](repeating: 0, count: rowBytes)
    strip = [UInt8](repeating: 0, count: rowsAtOnce * (rowBytes + 1))
  }

  /// Gives each of so many rows.
  mutating func forEach(
    count: Int, _ body: (_ row: Int, UnsafePointer<UInt8>) -> Void
  ) throws(PictureError) {
    var row = 0
    while row < count {
      let rows = min(rowsAtOnce, count - row)
      let (data, rowBytes, step) = (data, rowBytes, step)
      try strip.withUnsafeMutableBufferPointer { strip throws(PictureError) in
        try previous.withUnsafeMutableBufferPointer { previous throws(PictureError) in
          guard let start = strip.baseAddress, let first = previous.baseAddress else { return }
          try data.fill(UnsafeMutableBufferPointer(rebasing: strip[..<(rows * (rowBytes + 1))]))
          var above = UnsafePointer(first)
          for index in 0..<rows {
            let line = start + index * (rowBytes + 1)
            let target = line + 1
            guard Self.unfilter(line.pointee, target, above, count: rowBytes, step: step) else {
              throw PNGReader.malformed("bad adaptive filter value")
            }
            body(row + index, target)
            above = UnsafePointer(target)
          }
          first.update(from: above, count: rowBytes)
        }
      }
      row += rows
    }
  }

  /// Undoes a row's filter; false when there is no filter of that number.
  private static func unfilter(
    _ filter: UInt8, _ row: UnsafeMutablePointer<UInt8>, _ above: UnsafePointer<UInt8>, count: Int,
    step: Int
  ) -> Bool {
    switch filter {
    case 0: break
    case 1:
      var index = step
      while index < count {
        row[index] &+= row[index - step]
        index += 1
      }
    case 2:
      var index = 0
      while index < count {
        row[index] &+= above[index]
        index += 1
      }
    case 3:
      var index = 0
      while index < count {
        let left = index < step ? 0 : UInt16(row[index - step])
        row[index] &+= UInt8(truncatingIfNeeded: (left + UInt16(above[index])) >> 1)
        index += 1
      }
    case 4:
      var index = 0
      while index < min(step, count) {
        row[index] &+= above[index]
        index += 1
      }
      while index < count {
        let left = Int16(row[index - step])
        let up = Int16(above[index])
        let corner = Int16(above[index - step])
        // The distances of left + up - corner from each of the three.
        let toLeft = abs(up &- corner)
        let toUp = abs(left &- corner)
        let toCorner = abs(left &+ up &- corner &- corner)
        let nearest =
          toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
        row[index] &+= UInt8(truncatingIfNeeded: nearest)
        index += 1
      }
    default: return false
    }
    return true
  }
}
