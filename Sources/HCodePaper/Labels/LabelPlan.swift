import HCodeBase
import HCodePictures

/// Where things lie on a label, in a printer's dots from its upper left corner.
struct LabelPlan: Equatable {
  /// A module's side.
  let module: Int
  /// The symbol's left edge, where its dark modules begin; the quiet zone lies outside.
  let left: Int
  /// The symbol's upper edge.
  let top: Int
  /// The rectangle for the lines.
  let caption: Box
  /// Whether the lines stand right of the symbol, not below it.
  let isBeside: Bool

  struct Box: Equatable {
    var left, top, width, height: Int
  }

  /// The quiet zone that ISO/IEC 18004 §6.3.8 asks for, in modules.
  static let quietZone = 4
  /// What lines beside a code need at least across, in millimetres.
  private static let columnWidth = 20.0

  /// The plan with the largest modules: the lines below the code or beside it, whichever leaves more room for the code. The
  /// quiet zone lies on the label. Nil when there is no room for a module of one dot.
  init?(_ label: Label, on layout: LabelLayout, _ grid: PrinterGrid) {
    let edges = layout.bareEdges
    // Rounded away from the edges.
    let area = Area(
      grid: grid, width: grid.dots(layout.labelWidth), height: grid.dots(layout.labelHeight),
      left: grid.dots(edges.left) + 1, top: grid.dots(edges.top) + 1,
      right: grid.dots(edges.right) + 1, bottom: grid.dots(edges.bottom) + 1)
    let plans = [
      Self(below: label, area), label.lines.isEmpty ? nil : Self(beside: label, area),
    ].compactMap { $0 }
    // The first of equals.
    guard let best = plans.reversed().max(by: { $0.module < $1.module }) else { return nil }
    self = best
  }

  /// A label and what has to stay bare at its edges.
  private struct Area {
    var grid: PrinterGrid
    var width, height, left, top, right, bottom: Int

    /// By how far a sheet may shift in the printer.
    var shift: Int { grid.dots(1) + 1 }

    /// The largest module with which `size` modules lie between two edges, `start` and `end` of which stay bare, and the quiet
    /// zone of four modules within a millimetre of the edges. With `room` that is taken at the end, inside what is bare.
    func module(
      _ length: Int, size: Int, start: Int, end: Int, room: Int? = nil
    ) -> Int {
      let quiet = LabelPlan.quietZone
      if let room {
        let rest = length - room - end
        return min((rest - start) / (size + quiet), (rest - shift) / (size + 2 * quiet))
      }
      return min(
        (length - start - end) / size, (length - start - shift) / (size + quiet),
        (length - shift - end) / (size + quiet), (length - 2 * shift) / (size + 2 * quiet))
    }
  }

  /// Where a symbol of `side` dots begins that lies in the middle, pushed off the edges that stay bare.
  private static func middle(_ length: Int, side: Int, start: Int, end: Int) -> Int {
    min(max((length - side) / 2, start), length - end - side)
  }

  private init?(below label: Label, _ area: Area) {
    let size = label.symbol.size
    // Lines of 6.5 points, the first one of 8.5.
    let room =
      label.lines.isEmpty ? nil : area.grid.dots(4.2 + 3.2 * Double(label.lines.count - 1))
    let module = min(
      area.module(area.width, size: size, start: area.left, end: area.right),
      area.module(area.height, size: size, start: area.top, end: area.bottom, room: room))
    guard module >= 1 else { return nil }
    let side = module * size
    let quiet = module * Self.quietZone
    self.module = module
    isBeside = false
    left = Self.middle(area.width, side: side, start: area.left, end: area.right)
    guard room != nil else {
      top = Self.middle(area.height, side: side, start: area.top, end: area.bottom)
      caption = Box(left: 0, top: 0, width: 0, height: 0)
      return
    }
    top = max(area.top, area.shift + quiet)
    let captionTop = top + side + quiet
    caption = Box(
      left: area.left, top: captionTop, width: area.width - area.left - area.right,
      height: area.height - area.bottom - captionTop)
  }

  private init?(beside label: Label, _ area: Area) {
    let size = label.symbol.size
    let module = min(
      area.module(area.height, size: size, start: area.top, end: area.bottom),
      area.module(
        area.width, size: size, start: area.left, end: area.right,
        room: area.grid.dots(Self.columnWidth)))
    guard module >= 1 else { return nil }
    let side = module * size
    let quiet = module * Self.quietZone
    self.module = module
    isBeside = true
    left = max(area.left, area.shift + quiet)
    top = Self.middle(area.height, side: side, start: area.top, end: area.bottom)
    let captionLeft = left + side + quiet
    caption = Box(
      left: captionLeft, top: area.top, width: area.width - area.right - captionLeft,
      height: area.height - area.top - area.bottom)
  }

  /// A label that is as large as modules of so many dots make it: the lines below the code, and as wide as it, or 25 mm.
  init(_ label: Label, moduleDots: Int, _ grid: PrinterGrid) {
    let side = moduleDots * label.symbol.size
    let quiet = moduleDots * Self.quietZone
    let width = max(side + 2 * quiet, grid.dots(25))
    let edge = grid.dots(1)
    module = moduleDots
    isBeside = false
    left = (width - side) / 2
    top = quiet
    caption = Box(
      left: edge, top: side + 2 * quiet, width: width - 2 * edge,
      height: label.lines.isEmpty ? 0 : grid.dots(5 + 4 * Double(label.lines.count - 1)))
  }
}
