/// The brightness of what a symbol stands on: a plane, since light falls unevenly on a sheet.
struct Ground {
  private let middle: (x: Double, y: Double)
  private let level: Double
  private let slope: (x: Double, y: Double)

  /// The plane through what was seen round a symbol, without what differs much from most, such as a code that stands beside it.
  /// Even where all that was seen is equal.
  init(_ seen: [(x: Int, y: Int, level: UInt8)]) {
    let levels = seen.map(\.level).sorted()
    let median = levels.isEmpty ? 128 : Double(levels[levels.count / 2])
    var plane = (middle: (x: 0.0, y: 0.0), level: median, slope: (x: 0.0, y: 0.0))
    if let first = levels.first, first != levels[levels.count - 1] {
      // The lighter half is paper more often than not; what is far from the plane then goes.
      var kept = seen.filter { abs(Double($0.level) - median) < 80 }
      for _ in 0..<3 {
        guard let fit = Self.fit(kept) else { break }
        plane = fit
        let misses = seen.map { abs(Self.value(of: fit, $0.x, $0.y) - Double($0.level)) }
        let bound = max(4, 3 * misses.sorted()[misses.count / 2])
        kept = zip(seen, misses).filter { $0.1 <= bound }.map(\.0)
      }
    }
    (middle, level, slope) = plane
  }

  /// The brightness at a place.
  func level(x: Int, y: Int) -> UInt8 {
    UInt8(min(max(Self.value(of: (middle, level, slope), x, y), 0), 255) + 0.5)
  }

  /// Paints a part of a row.
  func paint(_ row: Int, _ columns: Range<Int>, in line: UnsafeMutableBufferPointer<UInt8>) {
    if slope.x == 0 {
      line[columns].update(repeating: level(x: columns.lowerBound, y: row))
    } else {
      for column in columns { line[column] = level(x: column, y: row) }
    }
  }

  private typealias Plane = (
    middle: (x: Double, y: Double), level: Double, slope: (x: Double, y: Double)
  )

  private static func value(of plane: Plane, _ x: Int, _ y: Int) -> Double {
    plane.level + plane.slope.x * (Double(x) - plane.middle.x)
      + plane.slope.y * (Double(y) - plane.middle.y)
  }

  /// The plane of least squares; nil where the places lie in a line.
  private static func fit(_ seen: [(x: Int, y: Int, level: UInt8)]) -> Plane? {
    let count = Double(seen.count)
    guard seen.count > 8 else { return nil }
    let x = seen.reduce(0) { $0 + Double($1.x) } / count
    let y = seen.reduce(0) { $0 + Double($1.y) } / count
    let level = seen.reduce(0) { $0 + Double($1.level) } / count
    var (xx, yy, xy, xl, yl) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for point in seen {
      let (dx, dy, dl) = (Double(point.x) - x, Double(point.y) - y, Double(point.level) - level)
      xx += dx * dx
      yy += dy * dy
      xy += dx * dy
      xl += dx * dl
      yl += dy * dl
    }
    let determinant = xx * yy - xy * xy
    guard determinant > 1e-6 * xx * yy, determinant > 0 else { return nil }
    return (
      (x, y), level, ((yy * xl - xy * yl) / determinant, (xx * yl - xy * xl) / determinant)
    )
  }
}
