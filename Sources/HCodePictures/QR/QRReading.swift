/// A text and where it stands in the picture.
struct QRReading: Equatable, Sendable {
  /// The message, byte for byte.
  let text: [UInt8]
  /// The smallest box with the four corners in it.
  let box: PixelBox
  /// The corners, in turn round the symbol.
  let corners: [PixelPoint]
  /// What the code surely fills: less than the box when it is turned, since another code may stand
  /// in a corner of the box.
  let filled: PixelBox

  /// From the corners an engine gives, in turn round the symbol. They may lie outside the picture.
  init(text: [UInt8], corners: [PixelPoint]) {
    // Bounded, so that no guess of an engine's can overflow when it is scaled.
    let corners = corners.map {
      PixelPoint(
        x: min(max($0.x, 0), PictureLimits.pixels), y: min(max($0.y, 0), PictureLimits.pixels))
    }
    var box = PixelBox(left: .max, top: .max, right: 0, bottom: 0)
    for corner in corners {
      box.left = min(box.left, corner.x)
      box.top = min(box.top, corner.y)
      box.right = max(box.right, corner.x + 1)
      box.bottom = max(box.bottom, corner.y + 1)
    }
    if box.right == 0 { box = PixelBox(left: 0, top: 0, right: 0, bottom: 0) }
    var doubleArea = 0
    for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
      doubleArea += a.x * b.y - b.x * a.y
    }
    self.text = text
    self.corners = corners
    self.box = box
    filled = box.inscribed(area: abs(doubleArea) / 2)
  }

  /// As seen in a picture of other sides: each coordinate times `numerator / denominator`.
  func scaled(by numerator: Int, over denominator: Int) -> QRReading {
    QRReading(
      text: text,
      corners: corners.map {
        PixelPoint(x: $0.x * numerator / denominator, y: $0.y * numerator / denominator)
      })
  }

  /// As seen in a picture of which the one it was read in is a part.
  func moved(right columns: Int, down rows: Int) -> QRReading {
    QRReading(text: text, corners: corners.map { PixelPoint(x: $0.x + columns, y: $0.y + rows) })
  }

  /// Whether a point lies on the symbol: on the same side of all four sides.
  func covers(x: Double, y: Double) -> Bool {
    guard corners.count >= 3 else { return false }
    var isLeft = false
    var isRight = false
    for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
      let side =
        Double(b.x - a.x) * (y - Double(a.y)) - Double(b.y - a.y) * (x - Double(a.x))
      if side > 0 { isLeft = true }
      if side < 0 { isRight = true }
    }
    return !(isLeft && isRight)
  }
}

/// A place in a picture.
struct PixelPoint: Equatable, Sendable {
  let x: Int
  let y: Int
}
