@testable import HCodePaper
@testable import HCodePictures
import Testing

@Suite struct LabelPlanTests {
  static let layouts =
    LabelLayout.products.map(\.layout)
    + ["1x1", "2x2", "4x10", "3x7:60x40+3+2@8,5"].compactMap { LabelLayout($0, on: .a4) }
    + [(50.0, 30.0), (30, 50), (25, 25), (100, 150)].compactMap {
      LabelLayout(
        sheet: .custom(width: $0.0, height: $0.1), columns: 1, rows: 1, labelWidth: $0.0,
        labelHeight: $0.1)
    }

  /// A symbol of a version; what is in it does not matter for a plan.
  static func symbol(_ version: Int) throws -> QRSymbol {
    let size = 17 + 4 * version
    return try #require(
      QRSymbol(
        version: version, errorCorrection: .medium,
        modules: [Bool](repeating: true, count: size * size)))
  }

  @Test(arguments: layouts.indices, [0, 1, 3, 5, 8])
  func `code, quiet zone and lines lie on the label, apart from each other, where a printer prints`(
    index: Int, lines: Int
  ) throws {
    let layout = Self.layouts[index]
    for grid in [PrinterGrid.office, try #require(PrinterGrid(dotsPerInch: 203))] {
      for version in [1, 8, 12, 20, 40] {
        let symbol = try Self.symbol(version)
        let label = Label(symbol: symbol, lines: (0..<lines).map { "line \($0)" })
        guard let plan = LabelPlan(label, on: layout, grid) else { continue }
        let (width, height) = (grid.dots(layout.labelWidth), grid.dots(layout.labelHeight))
        let (side, quiet) = (symbol.size * plan.module, 4 * plan.module)
        let shift = grid.dots(1)
        #expect(plan.module >= 1)
        #expect(plan.left - quiet >= shift && plan.left + side + quiet <= width - shift)
        #expect(plan.top - quiet >= shift && plan.top + side + quiet <= height - shift)
        let edges = layout.bareEdges
        #expect(plan.left >= grid.dots(edges.left) && plan.top >= grid.dots(edges.top))
        #expect(width - plan.left - side >= grid.dots(edges.right))
        #expect(height - plan.top - side >= grid.dots(edges.bottom))
        guard lines > 0 else { continue }
        let box = plan.caption
        #expect(box.width > 0 && box.height > 0)
        #expect(box.left >= grid.dots(edges.left) && box.top >= grid.dots(edges.top))
        #expect(box.left + box.width <= width - grid.dots(edges.right))
        #expect(box.top + box.height <= height - grid.dots(edges.bottom))
        #expect(
          plan.isBeside
            ? box.left >= plan.left + side + quiet : box.top >= plan.top + side + quiet)
      }
    }
  }

  @Test(arguments: layouts.indices)
  func `a larger module would not fit`(index: Int) throws {
    let layout = Self.layouts[index]
    let grid = PrinterGrid.office
    let symbol = try Self.symbol(12)
    guard let plan = LabelPlan(Label(symbol: symbol, lines: []), on: layout, grid) else { return }
    let larger = plan.module + 1
    let edges = layout.bareEdges
    /// Whether the code fits a length when its dark part keeps off one margin and its quiet zone off the paper's shift.
    func fits(_ length: Double, _ start: Double, _ end: Double) -> Bool {
      let quiet = grid.millimetres(4 * larger) + 1
      return grid.millimetres(symbol.size * larger) + max(quiet, start) + max(quiet, end)
        <= length - 4 * grid.millimetres(1)
    }
    #expect(
      !fits(layout.labelWidth, edges.left, edges.right)
        || !fits(layout.labelHeight, edges.top, edges.bottom))
  }

  @Test func `a landscape label has its lines beside the code, a portrait one below`() throws {
    let label = Label(symbol: try Self.symbol(12), lines: ["张小明", "until 2026-11-27"])
    let wide = try #require(LabelLayout("3474", on: nil))
    let tall = try #require(LabelLayout("1x1", on: .custom(width: 40, height: 60)))
    #expect(LabelPlan(label, on: wide, .office)?.isBeside == true)
    #expect(LabelPlan(label, on: tall, .office)?.isBeside == false)
  }

  @Test func `characters that cannot be seen are shown, and line ends do not make lines`() throws {
    let label = Label(
      symbol: try Self.symbol(1),
      lines: ["a\nb\u{202E}c\u{0}", "", "d"] + [String](repeating: "x", count: 9))
    #expect(label.lines.first == "a\u{FFFD}b\u{FFFD}c\u{FFFD}")
    #expect(label.lines.count == 7 && label.lines.allSatisfy { !$0.isEmpty })
  }
}
