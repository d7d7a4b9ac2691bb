@testable import HCodePaper
@testable import HCodePictures
import Testing

@Suite struct ThermalLabelTests {
  @Test(arguments: [203, 300, 600], LabelSheetTests.names.indices)
  func `a label is read back, whatever stands below the code`(dpi: Int, index: Int) throws {
    let grid = try #require(PrinterGrid(dotsPerInch: dpi))
    let (label, text) = try LabelSheetTests.label(index)
    let thermal = try ThermalLabel(label, moduleDots: dpi == 600 ? 8 : 4, grid: grid)
    let image = try #require(thermal.lumaImage())
    #expect(QRScanner.texts(in: image) == [text])
    #expect(image.width == thermal.width && image.height == thermal.height)
    // Something stands below.
    let lower = (label.symbol.size + 8) * thermal.moduleDots
    #expect(image.pixels[(lower * image.width)...].contains(0))
  }

  @Test func `modules are as many whole dots as the label has room for`() throws {
    let grid = try #require(PrinterGrid(dotsPerInch: 203))
    let (label, text) = try LabelSheetTests.label(0)
    let thermal = try ThermalLabel(label, width: 70, height: 50, grid: grid)
    // Version 11 with its quiet zone is 69 modules, 48 mm are 383 dots.
    #expect(label.symbol.size == 61 && thermal.moduleDots == 5)
    #expect(thermal.width == 559 && thermal.height == 399)
    #expect(QRScanner.texts(in: try #require(thermal.lumaImage())) == [text])
  }

  @Test func `too few dots and too small modules are refused`() throws {
    let (label, _) = try LabelSheetTests.label(0)
    let coarse = try #require(PrinterGrid(dotsPerInch: 203))
    let fine = try #require(PrinterGrid(dotsPerInch: 600))
    #expect(throws: PaperError.tooFewDots(dots: 3, least: 4)) {
      try ThermalLabel(label, moduleDots: 3, grid: coarse)
    }
    #expect(throws: PaperError.tooFewDots(dots: 2, least: 4)) {
      try ThermalLabel(label, width: 50, height: 25, grid: coarse)
    }
    #expect {
      try ThermalLabel(label, moduleDots: 5, grid: fine)
    } throws: {
      guard case PaperError.moduleTooSmall(_, 0.33) = $0 else { return false }
      return true
    }
    #expect(throws: PaperError.tooFewDots(dots: 0, least: 4)) {
      try ThermalLabel(label, width: 5, height: 5, grid: coarse)
    }
    _ = try ThermalLabel(label, moduleDots: 3, grid: coarse, allowsSmallModules: true)
  }

  @Test func `ZPL holds nothing but the bitmap's digits`() throws {
    let grid = try #require(PrinterGrid(dotsPerInch: 300))
    for index in LabelSheetTests.names.indices {
      let zpl = try ThermalLabel(LabelSheetTests.label(index).label, moduleDots: 4, grid: grid).zpl(
        copies: 3)
      let lines = String(decoding: zpl, as: UTF8.self).split(separator: "\n")
      #expect(lines.count == 7 && lines.first == "^XA" && lines.last == "^XZ" && lines[5] == "^PQ3")
      #expect(lines[4].hasPrefix("^FO0,0^GFA,") && lines[4].hasSuffix("^FS"))
      let digits = lines[4].dropFirst("^FO0,0^GFA,".count).dropLast(3)
      #expect(
        digits.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ",:!".contains($0)) })
    }
  }
}
