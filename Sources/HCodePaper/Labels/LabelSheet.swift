package import HCodeBase

/// Sheets of labels as a PDF, written while the labels come: a million of them take no more memory than a few pages.
///
///     var sheet = try LabelSheet(layout, created: now)
///     for label in labels { try output.write(sheet.add(label)) }
///     try output.write(sheet.finish())
///
/// Codes are vectors, a module a whole number of 1/600 inch. Lines of text are shaped by pango, and their fonts are embedded. The
/// same labels, time, fonts and libraries give the same bytes. It is not `Sendable`: one for each task.
package final class LabelSheet {
  /// Where the labels lie.
  package let layout: LabelLayout
  private static let grid = PrinterGrid.office
  private let hasCropMarks: Bool
  private let allowsSmallModules: Bool
  private let compressor: Zlib.Compressor
  private let created: Timestamp?

  private var file = PDFFile()
  private let (catalogue, root, information): (Int, Int, Int)
  /// The pages' nodes that are written.
  private var nodes: [(number: Int, pages: Int)] = []

  private var captions: CaptionCanvas
  /// The contents of the pages whose lines are still being drawn.
  private var contents: [Int] = []
  private var page: SheetPage
  /// Where on the page the next label goes.
  private var next: Int

  /// Pages whose lines go into one canvas. Each canvas embeds its fonts anew, which takes 45 ms and some 50 kB; its pages stay in
  /// memory until it is finished.
  private static let pagesPerCanvas = 128

  /// Whether the libraries that draw text are installed.
  package static var isPossible: Bool { CaptionCanvas.isPossible }
  /// The Debian package that has them.
  package static var package: String { CaptionCanvas.package }

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - created: the time that the file tells; nil for none.
  ///   - cropMarks: whether the corners of the labels are marked, to cut by.
  ///   - firstPosition: the place of the first label on the first sheet, from 0: those before it were used already.
  ///   - allowsSmallModules: whether codes are drawn that phones may not read.
  /// - Throws: `.librariesMissing`, `.drawing`.
  package init(
    _ layout: LabelLayout, created: Timestamp? = nil, cropMarks: Bool = true,
    firstPosition: Int = 0,
    allowsSmallModules: Bool = false
  ) throws(PaperError) {
    // Level 6 takes 1.7 times as long as level 3 and saves a twelfth.
    guard let compressor = Zlib.Compressor(level: 3) else { throw .drawing(detail: "no memory") }
    self.layout = layout
    self.compressor = compressor
    self.created = created
    self.allowsSmallModules = allowsSmallModules
    hasCropMarks = cropMarks
    next = min(max(firstPosition, 0), layout.count - 1)
    (catalogue, root, information) = (file.reserve(), file.reserve(), file.reserve())
    captions = try Self.canvas(layout)
    page = SheetPage(layout.sheet, Self.grid)
  }

  /// How large the modules of a code come out on labels of a layout, in millimetres; 0 when there is no
  /// room for it.
  package static func moduleSize(_ label: Label, on layout: LabelLayout) -> Double {
    LabelPlan(label, on: layout, grid).map { grid.millimetres($0.module) } ?? 0
  }

  /// Draws the next label.
  ///
  /// - Returns: bytes of the file, in order; often none.
  /// - Throws: `.moduleTooSmall`, and then the label is left out and the next one may come; `.drawing`, after which nothing may.
  package func add(_ label: Label) throws(PaperError) -> [UInt8] {
    guard let plan = LabelPlan(label, on: layout, Self.grid) else {
      throw .moduleTooSmall(millimetres: 0, least: PrintedModule.leastMillimetres)
    }
    let module = Self.grid.millimetres(plan.module)
    guard allowsSmallModules || module >= PrintedModule.leastMillimetres else {
      throw .moduleTooSmall(millimetres: module, least: PrintedModule.leastMillimetres)
    }
    var bytes: [UInt8] = []
    if next == layout.count { bytes = try endPage() }
    let corner = layout.corner(next)
    let (left, top) = (Self.grid.dots(corner.left), Self.grid.dots(corner.top))
    if hasCropMarks {
      page.addCropMarks(
        left: left, top: top, width: Self.grid.dots(layout.labelWidth),
        height: Self.grid.dots(layout.labelHeight))
    }
    page.add(label.symbol, left: left + plan.left, top: top + plan.top, module: plan.module)
    captions.draw(
      label.lines,
      in: CaptionCanvas.Box(plan, scale: Self.grid.pointsPerDot, left: left, top: top))
    next += 1
    return bytes
  }

  /// Ends the last page and the file.
  ///
  /// - Returns: the rest of the bytes.
  /// - Throws: `.nothing` when no label was drawn, `.drawing`.
  package func finish() throws(PaperError) -> [UInt8] {
    guard page.hasLabels || !contents.isEmpty || !nodes.isEmpty else { throw .nothing }
    var bytes = try endPage()
    if !contents.isEmpty { try endCanvas() }
    let kids = nodes.map { "\($0.number) 0 R" }.joined(separator: " ")
    let count = nodes.reduce(0) { $0 + $1.pages }
    file.write(root, "<< /Type /Pages /Kids [ \(kids) ] /Count \(count) >>")
    // Printed at its own size, or the modules are no whole dots any more (ISO 32000-1 table 150).
    file.write(
      catalogue,
      "<< /Type /Catalog /Pages \(root) 0 R /ViewerPreferences << /PrintScaling /None >> >>")
    file.write(information, "<< /Producer (hcode)\(Self.creationDate(created)) >>")
    file.finish(catalogue: catalogue, information: information)
    bytes += file.take()
    return bytes
  }

  private func endPage() throws(PaperError) -> [UInt8] {
    guard page.hasLabels else { return file.take() }
    guard let stream = compressor.compress(page.finished) else {
      throw .drawing(detail: "no memory")
    }
    let number = file.reserve()
    file.writeDeflated(number, stream)
    contents.append(number)
    captions.endPage()
    page = SheetPage(layout.sheet, Self.grid)
    next = 0
    if contents.count == Self.pagesPerCanvas {
      try endCanvas()
      captions = try Self.canvas(layout)
    }
    return file.take()
  }

  private func endCanvas() throws(PaperError) {
    let pages = try CairoPDF(captions.finishedPDF())
    let node = try pages.copy(into: &file, parent: root, contents: contents)
    nodes.append((node, contents.count))
    contents = []
  }

  private static func canvas(_ layout: LabelLayout) throws(PaperError) -> CaptionCanvas {
    try CaptionCanvas(
      pageWidth: layout.sheet.width / 25.4 * 72, pageHeight: layout.sheet.height / 25.4 * 72)
  }

  /// ISO 32000-1 §7.9.4.
  private static func creationDate(_ time: Timestamp?) -> String {
    guard let digits = time?.rfc3339.filter(\.isNumber) else { return "" }
    return " /CreationDate (D:\(digits)Z)"
  }
}
