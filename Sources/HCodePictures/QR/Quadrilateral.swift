/// Four corners in a picture, in turn, with no side that turns in.
struct Quadrilateral {
  private let corners: [(x: Double, y: Double)]
  private let centre: (x: Double, y: Double)

  /// Nil unless there are four that enclose something.
  init?(_ points: [PixelPoint]) {
    guard points.count == 4 else { return nil }
    corners = points.map { (Double($0.x), Double($0.y)) }
    centre = (
      corners.reduce(0) { $0 + $1.x } / 4, corners.reduce(0) { $0 + $1.y } / 4
    )
  }

  private var sides: [(from: (x: Double, y: Double), to: (x: Double, y: Double))] {
    (0..<4).map { (corners[$0], corners[($0 + 1) % 4]) }
  }

  /// All four sides together, in pixels.
  var length: Double { sides.reduce(0) { $0 + Self.distance($1.from, $1.to) } }

  /// The pixels inside, row by row.
  func rows(width: Int, height: Int, _ fill: (_ row: Int, _ columns: Range<Int>) -> Void) {
    let top = max(0, Int(corners.map(\.y).min() ?? 0))
    let bottom = min(Double(height - 1), corners.map(\.y).max() ?? 0)
    guard bottom >= Double(top) else { return }
    let sides = sides
    for row in top...Int(bottom) {
      var (left, right) = (Double.infinity, -Double.infinity)
      // The middle of the row; the first and the last one may be touched only at a corner.
      let y = Double(row) + 0.5
      for (a, b) in sides where (a.y <= y) != (b.y <= y) {
        let crossing = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)
        (left, right) = (min(left, crossing), max(right, crossing))
      }
      guard left <= right else { continue }
      let first = max(0, Int(left))
      let last = min(width, Int(right) + 1)
      if first < last { fill(row, first..<last) }
    }
  }

  /// Goes along the sides, with the direction that leads out.
  func outline(step: Double, _ visit: (Double, Double, _ outwards: (x: Double, y: Double)) -> Void)
  {
    for (a, b) in sides {
      let length = Self.distance(a, b)
      guard length > 0, length < 1e6 else { continue }
      var outwards = (x: (b.y - a.y) / length, y: (a.x - b.x) / length)
      if (a.x - centre.x) * outwards.x + (a.y - centre.y) * outwards.y < 0 {
        outwards = (-outwards.x, -outwards.y)
      }
      var place = 0.0
      while place <= length {
        visit(a.x + (b.x - a.x) * place / length, a.y + (b.y - a.y) * place / length, outwards)
        place += step
      }
    }
  }

  private static func distance(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }
}
