package import HCodePictures

/// A label for a thermal printer: a bitmap in ZPL II, Zebra's language, in the printer's own dots.
///
/// The printer draws nothing itself, so every make prints the same symbol and any script; and since nothing but hexadecimal
/// digits comes from the label's texts, they cannot hold commands.
package struct ThermalLabel: Equatable, Sendable {
  /// Dots across.
  package let width: Int
  /// Dots down.
  package let height: Int
  /// Dots a side of a module.
  package let moduleDots: Int
  /// The printer's dots.
  package let grid: PrinterGrid
  /// The rows, a byte a dot, 1 for black.
  private let dots: [UInt8]

  /// A module's side in millimetres.
  package var moduleMillimetres: Double { grid.millimetres(moduleDots) }

  /// Draws a label of a size, the modules as large as it lets them be.
  ///
  /// - Parameter allowsSmallModules: whether codes are drawn that phones may not read.
  /// - Throws: `.tooFewDots`, `.moduleTooSmall`, `.librariesMissing`, `.drawing`.
  package init(
    _ label: Label, width: Double, height: Double, grid: PrinterGrid,
    allowsSmallModules: Bool = false
  ) throws(PaperError) {
    guard
      let layout = LabelLayout(
        sheet: .custom(width: width, height: height), columns: 1, rows: 1, labelWidth: width,
        labelHeight: height), let plan = LabelPlan(label, on: layout, grid)
    else { throw .tooFewDots(dots: 0, least: PrintedModule.leastDots) }
    try self.init(
      label, plan, width: grid.dots(width), height: grid.dots(height), grid: grid,
      allowsSmallModules: allowsSmallModules)
  }

  /// Draws a label as large as modules of so many dots make it, the lines below the code.
  ///
  /// - Throws: as above.
  package init(
    _ label: Label, moduleDots: Int, grid: PrinterGrid, allowsSmallModules: Bool = false
  ) throws(PaperError) {
    guard (1...64).contains(moduleDots) else {
      throw .tooFewDots(dots: moduleDots, least: PrintedModule.leastDots)
    }
    let plan = LabelPlan(label, moduleDots: moduleDots, grid)
    try self.init(
      label, plan, width: 2 * plan.left + moduleDots * label.symbol.size,
      height: plan.caption.top + plan.caption.height + plan.caption.left, grid: grid,
      allowsSmallModules: allowsSmallModules)
  }

  private init(
    _ label: Label, _ plan: LabelPlan, width: Int, height: Int, grid: PrinterGrid,
    allowsSmallModules: Bool
  ) throws(PaperError) {
    let millimetres = grid.millimetres(plan.module)
    if !allowsSmallModules {
      guard plan.module >= PrintedModule.leastDots else {
        throw .tooFewDots(dots: plan.module, least: PrintedModule.leastDots)
      }
      guard millimetres >= PrintedModule.leastMillimetres else {
        throw .moduleTooSmall(millimetres: millimetres, least: PrintedModule.leastMillimetres)
      }
    }
    guard width > 0, height > 0, width <= PictureLimits.pixels / height else {
      throw .drawing(detail: "\(width) x \(height) dots are too many")
    }
    var dots = [UInt8](repeating: 0, count: width * height)
    if !label.lines.isEmpty {
      let scale = grid.pointsPerDot
      let canvas = try CaptionCanvas(width: width, height: height, scale: 1 / scale)
      canvas.draw(label.lines, in: CaptionCanvas.Box(plan, scale: scale))
      dots = try canvas.finishedBitmap(width: width, height: height).map { $0 >= 128 ? 1 : 0 }
    }
    label.symbol.forEachDarkRun { row, column, length in
      let left = plan.left + column * plan.module
      for y in plan.top + row * plan.module..<plan.top + (row + 1) * plan.module {
        for x in left..<left + length * plan.module where x < width && y < height {
          dots[y * width + x] = 1
        }
      }
    }
    self.width = width
    self.height = height
    self.grid = grid
    moduleDots = plan.module
    self.dots = dots
  }

  /// The label as a scanner sees it, for reading back what was drawn.
  package func lumaImage() -> LumaImage? {
    LumaImage(width: width, height: height, pixels: dots.map { $0 == 1 ? 0 : 255 })
  }

  /// A ZPL II label format that prints so many of it.
  package func zpl(copies: Int = 1) -> [UInt8] {
    let rowBytes = (width + 7) / 8
    var field: [UInt8] = []
    var last: ArraySlice<UInt8>?
    for row in 0..<height {
      let line = dots[row * width..<(row + 1) * width]
      if let last, last.elementsEqual(line) {
        field.append(UInt8(ascii: ":"))  // as the line before
      } else {
        Self.append(Self.digits(line, rowBytes: rowBytes), to: &field)
      }
      last = line
    }
    let total = rowBytes * height
    let begin =
      "^XA\n^PW\(width)\n^LL\(height)\n^LH0,0\n^FO0,0^GFA,\(total),\(total),\(rowBytes),"
    return Array(begin.utf8) + field + Array("^FS\n^PQ\(max(copies, 1))\n^XZ\n".utf8)
  }

  /// A row as hexadecimal digits, 1 for black, the highest bit leftmost.
  private static func digits(_ line: ArraySlice<UInt8>, rowBytes: Int) -> [UInt8] {
    var digits = [UInt8](repeating: 0, count: rowBytes * 2)
    for (x, dot) in line.enumerated() where dot == 1 { digits[x / 4] |= 8 >> UInt8(x % 4) }
    return digits
  }

  /// Writes a row in ZPL's own compression (its guide, "alternative data compression scheme"): `,` for zeros to the row's end,
  /// `!` for ones; before a digit, how often it stands: G to Y for 1 to 19, g to z for 20 to 400 in twenties.
  private static func append(_ row: [UInt8], to field: inout [UInt8]) {
    var position = 0
    while position < row.count {
      let digit = row[position]
      var count = row[position...].prefix { $0 == digit }.count
      position += count
      if position == row.count, digit == 0 || digit == 15 {
        field.append(digit == 0 ? UInt8(ascii: ",") : UInt8(ascii: "!"))
        return
      }
      let character = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
      while count > 0 {
        let run = min(count, 419)
        count -= run
        if run >= 20 { field.append(UInt8(ascii: "g") + UInt8(run / 20) - 1) }
        if run % 20 > 0, run > 1 { field.append(UInt8(ascii: "G") + UInt8(run % 20) - 1) }
        field.append(character)
      }
    }
  }
}
