/// A rectangle in a picture, in pixels: first column and row inside, first ones past it.
struct PixelBox: Equatable, Sendable {
  var left: Int
  var top: Int
  var right: Int
  var bottom: Int

  /// Whether the two share a pixel.
  func overlaps(_ other: PixelBox) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  /// Whether a point lies inside.
  func contains(x: Double, y: Double) -> Bool {
    x >= Double(left) && x < Double(right) && y >= Double(top) && y < Double(bottom)
  }

  /// The rectangle in a picture whose sides are `numerator / denominator` as long.
  func scaled(by numerator: Int, over denominator: Int) -> PixelBox {
    PixelBox(
      left: left * numerator / denominator, top: top * numerator / denominator,
      right: right * numerator / denominator, bottom: bottom * numerator / denominator)
  }

  /// The rectangle with a border of so many pixels.
  func grown(by border: Int) -> PixelBox {
    PixelBox(
      left: left - border, top: top - border, right: right + border, bottom: bottom + border)
  }
}
