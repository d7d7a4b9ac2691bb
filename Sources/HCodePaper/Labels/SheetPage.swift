import HCodePictures

/// The drawing on a page of labels: codes and crop marks as rectangles, in PDF's operators (ISO 32000-1 §8.5).
struct SheetPage {
  private var content: [UInt8] = []
  /// Whether there is anything on it.
  private(set) var hasLabels = false
  private let grid: PrinterGrid

  /// A bare page.
  init(_ sheet: LabelLayout.Sheet, _ grid: PrinterGrid) {
    self.grid = grid
    // From here on a unit is a dot, counted from the upper left corner.
    let scale = Self.decimal(grid.pointsPerDot)
    content +=
      "q 0 g \(scale) 0 0 -\(scale) 0 \(Self.decimal(sheet.height / 25.4 * 72)) cm\n".utf8
  }

  /// The page's content. What is drawn after it finds PDF's own coordinates again.
  var finished: [UInt8] { content + Array("Q\n".utf8) }

  /// A code at a place; all of its modules are one shape, so no viewer shows seams between them.
  mutating func add(_ symbol: QRSymbol, left: Int, top: Int, module: Int) {
    hasLabels = true
    content += "q \(module) 0 0 \(module) \(left) \(top) cm\n".utf8
    symbol.forEachDarkRun { row, column, length in
      append(column)
      content.append(0x20)
      append(row)
      content.append(0x20)
      append(length)
      content += [0x20, UInt8(ascii: "1"), 0x20, UInt8(ascii: "r"), UInt8(ascii: "e"), 0x0A]
    }
    content += "f Q\n".utf8
  }

  /// Grey lines along the corners of a label, to cut by: 2 mm long, on the edge itself.
  mutating func addCropMarks(left: Int, top: Int, width: Int, height: Int) {
    let (length, thickness) = (grid.dots(2), 2)
    content += "q .6 g\n".utf8
    for x in [left, left + width] {
      for y in [top, top + height] {
        let inward = (x: x == left ? 0 : -length, y: y == top ? 0 : -length)
        content += "\(x + inward.x) \(y - thickness / 2) \(length) \(thickness) re\n".utf8
        content += "\(x - thickness / 2) \(y + inward.y) \(thickness) \(length) re\n".utf8
      }
    }
    content += "f Q\n".utf8
  }

  /// A number with six decimals, as PDF writes it.
  private static func decimal(_ number: Double) -> String {
    let millionths = Int((number * 1_000_000).rounded())
    let digits = String(millionths % 1_000_000)
    return "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// A number below a thousand, which is most of a page's bytes.
  private mutating func append(_ number: Int) {
    if number >= 100 { content.append(UInt8(truncatingIfNeeded: 0x30 + number / 100)) }
    if number >= 10 { content.append(UInt8(truncatingIfNeeded: 0x30 + number / 10 % 10)) }
    content.append(UInt8(truncatingIfNeeded: 0x30 + number % 10))
  }
}
