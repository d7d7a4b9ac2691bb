/// A text and where it stands in the picture.
struct QRReading: Equatable, Sendable {
  /// The message, byte for byte, and its symbol.
  var code: QRSearchResult.Code
  /// The smallest box with the four corners in it.
  let box: PixelBox
  /// The corners, in turn round the symbol.
  let corners: [PixelPoint]
  /// How many modules a side has, where the engine tells.
  let modules: Int?
  /// Whether the engine says that modules were corrected.
  let isDamaged: Bool
  /// By how many pixels the corners may be wrong: an engine's are right to within two of the picture that it saw.
  let slack: Int

  /// From the corners an engine gives, in turn round the symbol. They may lie outside the picture.
  init(
    _ code: QRSearchResult.Code, modules: Int? = nil, isDamaged: Bool = false,
    corners: [PixelPoint], slack: Int = 2
  ) {
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
    self.code = code
    self.modules = modules
    self.isDamaged = isDamaged
    self.corners = corners
    self.box = box
    self.slack = slack
  }

  /// As seen in a picture of other sides: each coordinate times `numerator / denominator`.
  func scaled(by numerator: Int, over denominator: Int) -> QRReading {
    QRReading(
      code, modules: modules, isDamaged: isDamaged,
      corners: corners.map {
        PixelPoint(x: $0.x * numerator / denominator, y: $0.y * numerator / denominator)
      }, slack: max(1, slack * numerator / denominator))
  }

  /// As seen in a picture of which the one it was read in is a part.
  /// `origin` is that part's first pixel.
  func moved(to origin: PixelPoint) -> QRReading {
    QRReading(
      code, modules: modules, isDamaged: isDamaged,
      corners: corners.map { PixelPoint(x: $0.x + origin.x, y: $0.y + origin.y) }, slack: slack)
  }

  /// The same with corners that are less relied on, twice as little each time.
  func loosened(times: Int) -> QRReading {
    QRReading(
      code, modules: modules, isDamaged: isDamaged, corners: corners, slack: slack << times)
  }

  /// Its three corners with a finder pattern, as far as that reaches: covered, they make it unreadable. A symbol of another kind has none. Both engines begin
  /// at the one between the two others and go round, so that the third is without.
  var ends: [QRReading] {
    guard corners.count == 4, code.symbol == nil else { return [] }
    // Seven modules and the light one round them; a fifth of the side where nobody said how many there are.
    let (part, whole) = (8, modules ?? 40)
    return [0, 1, 3].map { index in
      let corner = corners[index]
      func towards(_ other: PixelPoint) -> PixelPoint {
        PixelPoint(
          x: corner.x + (other.x - corner.x) * part / whole,
          y: corner.y + (other.y - corner.y) * part / whole)
      }
      let (next, last) = (towards(corners[(index + 1) % 4]), towards(corners[(index + 3) % 4]))
      let inner = PixelPoint(x: next.x + last.x - corner.x, y: next.y + last.y - corner.y)
      return QRReading(code, corners: [corner, next, inner, last], slack: slack)
    }
  }

  /// The message, byte for byte.
  var text: [UInt8] { code.text }

  /// Whether both are the same symbol.
  func isSame(as other: QRReading) -> Bool { code == other.code && box.overlaps(other.box) }
}
