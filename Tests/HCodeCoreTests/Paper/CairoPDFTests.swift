@testable import HCodePaper
import Testing

@Suite struct CairoPDFTests {
  static func twoPages() throws -> [UInt8] {
    let canvas = try CaptionCanvas(pageWidth: 200, pageHeight: 100)
    let label = try LabelSheetTests.label(0).label
    let layout = try #require(LabelLayout("1x1", on: .custom(width: 70, height: 35)))
    let plan = try #require(LabelPlan(label, on: layout, .office))
    for _ in 0..<2 {
      canvas.draw(label.lines, in: CaptionCanvas.Box(plan, scale: 0.12))
      canvas.endPage()
    }
    return try canvas.finishedPDF()
  }

  @Test func `its pages become pages of another file, above its contents`() throws {
    let pages = try CairoPDF(Self.twoPages())
    #expect(pages.pages.count == 2)
    var file = PDFFile()
    let root = file.reserve()
    let contents = [file.reserve(), file.reserve()]
    let node = try pages.copy(into: &file, parent: root, contents: contents)
    let text = String(decoding: file.take(), as: UTF8.self)
    #expect(text.contains("\(node) 0 obj\n<< /Type /Pages /Parent \(root) 0 R"))
    for content in contents { #expect(text.contains("/Contents [ \(content) 0 R ")) }
    #expect(!text.contains("/Catalog") && !text.contains("cairographics"))
  }

  @Test func `there are as many contents as pages`() throws {
    let pages = try CairoPDF(Self.twoPages())
    var file = PDFFile()
    #expect(throws: PaperError.self) { try pages.copy(into: &file, parent: 1, contents: [2]) }
  }

  @Test func `other bytes are refused, and nothing dies of them`() throws {
    let whole = try Self.twoPages()
    for bytes in [
      [], Array("%PDF-1.4".utf8), Array("startxref\n0\n%%EOF".utf8),
      Array("startxref 99999999999999999999".utf8),
    ] {
      #expect(throws: PaperError.self) { try CairoPDF(bytes) }
    }
    for count in stride(from: 0, to: whole.count - 2, by: 97) {
      _ = try? CairoPDF(Array(whole.prefix(count)))
    }
    // The table, the trailer and the dictionaries before them, each byte changed.
    var file = PDFFile()
    for position in max(whole.count - 2500, 0)..<whole.count {
      var changed = whole
      changed[position] ^= 0x11
      if let pages = try? CairoPDF(changed) {
        _ = try? pages.copy(into: &file, parent: 1, contents: [2, 3])
        _ = file.take()
      }
    }
  }
}
