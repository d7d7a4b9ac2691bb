@testable import HCodePaper
import Testing

@Suite struct LabelLayoutTests {
  @Test(arguments: LabelLayout.products.map(\.number))
  func `labels of a paper lie on its sheet and not on each other`(number: String) throws {
    let layout = try #require(LabelLayout.products.first { $0.number == number }?.layout)
    let corners = (0..<layout.count).map { layout.corner($0) }
    for (index, a) in corners.enumerated() {
      #expect(a.left >= -0.05 && a.left + layout.labelWidth <= layout.sheet.width + 0.05)
      #expect(a.top >= -0.05 && a.top + layout.labelHeight <= layout.sheet.height + 0.05)
      for b in corners[(index + 1)...] {
        #expect(
          abs(a.left - b.left) >= layout.labelWidth - 0.001
            || abs(a.top - b.top) >= layout.labelHeight - 0.001)
      }
    }
  }

  @Test func `every paper of the table is a paper`() {
    #expect(LabelLayout.products.count == 13)
  }

  /// The makers' own templates give these margins.
  @Test(arguments: [
    ("L7160", 7.2, 15.15), ("L7163", 4.65, 15.15), ("5160", 4.7625, 12.7), ("3474", 0, 0.5),
  ])
  func `the middle of the sheet is where the makers put the labels`(
    number: String, left: Double, top: Double
  ) throws {
    let layout = try #require(LabelLayout(number, on: nil))
    #expect(abs(layout.left - left) < 0.1 && abs(layout.top - top) < 0.1)
  }

  @Test func `a grid is its usual paper, or else the sheet divided evenly`() throws {
    #expect(LabelLayout("3x8", on: .a4) == LabelLayout("3474", on: nil))
    #expect(LabelLayout("3x7", on: nil) == LabelLayout("l7160", on: .a4))
    #expect(LabelLayout("3x10", on: .letter) == LabelLayout("5160", on: nil))
    let four = try #require(LabelLayout("2x2", on: .a4))
    #expect(four.labelWidth == 105 && four.labelHeight == 148.5 && four.left == 0)
    let roll = try #require(LabelLayout("1x1", on: .custom(width: 50, height: 30)))
    #expect(roll.labelWidth == 50 && roll.count == 1)
  }

  @Test func `sizes, gaps and margins can be told`() throws {
    let layout = try #require(LabelLayout("3x7:63.5x38.1+2.5+1@7,12.5", on: .a4))
    #expect(
      layout.gapAcross == 2.5 && layout.gapDown == 1 && layout.left == 7 && layout.top == 12.5)
    #expect(layout.corner(4).left == 7 + 66 && layout.corner(4).top == 12.5 + 39.1)
    #expect(LabelLayout("2x5:90x50", on: .a4)?.left == 15)
  }

  @Test(arguments: [
    "", "x", "3", "3x", "x8", "0x8", "3x0", "101x1", "3x8:", "3x8:70", "3x8:70x38", "4x8:70x37",
    "3x8:70x37+", "3x8:70x37@",
    "3x8:70x37@1", "3x8:70x37@300,1", "3x8:nanx37", "3x8:-70x37", "3x8:1e9x37", "3.5x8",
    "3x8:70x37+0", "L9999", "3×8",
    "3x8:infx1", "3x8:70x37+0+0@0,0@0,0", "5160",
  ])
  func `what is no grid on A4 is none`(text: String) {
    #expect(LabelLayout(text, on: .a4) == nil)
  }

  @Test func `sheets are named or measured`() {
    #expect(LabelLayout.Sheet("A4") == .a4)
    #expect(LabelLayout.Sheet("letter") == .letter)
    #expect(LabelLayout.Sheet("50x30") == .custom(width: 50, height: 30))
    #expect(LabelLayout.Sheet("50.5x30mm") == .custom(width: 50.5, height: 30))
    for text in ["", "a3", "50", "4x4", "3000x10", "50x", "50x30x2", "0x0", "nanxnan"] {
      #expect(LabelLayout.Sheet(text) == nil, "\(text)")
    }
  }
}
