@testable import HCodeBase
@testable import HCodePaper
@testable import HCodePictures
import Testing

@Suite struct LabelSheetTests {
  static let names = [
    "张小明", "欧阳娜娜", "محمد عبد الله", "Александр Иванович Достоевский", "Nguyễn Thị Minh Khai",
    "கிருஷ்ணமூர்த்தி",
    "Wolfeschlegelsteinhausenbergerdorff von und zu Hohenlohe-Waldenburg-Schillingsfürst",
    "می‌خواهم", "𠮷野家",
    "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30A}\u{30B}\u{30C}\u{30D}\u{30E}\u{30F}",
    ") Tj /JavaScript (x) >> endobj", "^XA~JA^FS", "<script>&amp;", "%PDF-1.4 \\(",
  ]

  static func label(_ index: Int, characters: Int = 237) throws -> (label: Label, text: [UInt8]) {
    let text = QRTestText.make(characters, seed: UInt64(index + 1))
    let symbol = try QREncoder.encode(text, errorCorrection: .quartile)
    return (
      Label(
        symbol: symbol,
        lines: [
          names[index % names.count], "ZHANG XIAOMING", "证件尾号 ID …123X",
          "until 2026-11-27 10:00 +08:00",
        ]), text
    )
  }

  static func pdf(
    _ layout: LabelLayout, _ labels: some Sequence<Label>, firstPosition: Int = 0
  ) throws -> [UInt8] {
    let sheet = try LabelSheet(
      layout, created: Timestamp(seconds: 1_764_000_000), firstPosition: firstPosition)
    var bytes: [UInt8] = []
    for label in labels { bytes += try sheet.add(label) }
    return bytes + (try sheet.finish())
  }

  @Test(arguments: ["3474", "L7160", "L7163", "5163", "2x4"])
  func `every code of every page is read back`(labels: String) throws {
    let layout = try #require(LabelLayout(labels, on: nil))
    let made = try (0..<layout.count + 3).map { try Self.label($0) }
    var pages = try PicturePages(Self.pdf(layout, made.map(\.label)))
    let first = try #require(try pages.next()).image
    let second = try #require(try pages.next()).image
    #expect(try pages.next() == nil)
    let texts = made.map(\.text)
    let options = QRSearchOptions(isThorough: true)
    #expect(Set(QRScanner.texts(in: first, options: options)) == Set(texts.prefix(layout.count)))
    #expect(Set(QRScanner.texts(in: second, options: options)) == Set(texts.suffix(3)))
  }

  @Test func `the same labels give the same bytes`() throws {
    let layout = try #require(LabelLayout("L7160", on: nil))
    let labels = try (0..<30).map { try Self.label($0).label }
    #expect(try Self.pdf(layout, labels) == Self.pdf(layout, labels))
  }

  @Test func `a code too small for phones is left out, and the next one takes its place`() throws {
    let layout = try #require(LabelLayout("5160", on: nil))
    let sheet = try LabelSheet(layout)
    let long = try Self.label(1, characters: 400)
    #expect {
      _ = try sheet.add(long.label)
    } throws: { error in
      guard case PaperError.moduleTooSmall(let millimetres, 0.33) = error else { return false }
      return millimetres > 0 && millimetres < 0.33
        && millimetres == LabelSheet.moduleSize(long.label, on: layout)
    }
    let short = try Self.label(2, characters: 100)
    var bytes = try sheet.add(short.label)
    bytes += try sheet.finish()
    var pages = try PicturePages(bytes)
    let page = try #require(try pages.next())
    #expect(QRScanner.texts(in: page.image) == [short.text])
    let forced = try LabelSheet(layout, allowsSmallModules: true)
    _ = try forced.add(long.label)
  }

  @Test func `the first label goes where the sheet is still whole`() throws {
    let layout = try #require(LabelLayout("3474", on: nil))
    let made = try (0..<4).map { try Self.label($0) }
    var pages = try PicturePages(Self.pdf(layout, made.map(\.label), firstPosition: 22))
    let first = try #require(try pages.next())
    let last = try #require(try pages.next())
    #expect(Set(QRScanner.texts(in: first.image)) == Set(made.prefix(2).map(\.text)))
    #expect(Set(QRScanner.texts(in: last.image)) == Set(made.suffix(2).map(\.text)))
  }

  @Test func `a sheet without a label is no file`() throws {
    let layout = try #require(LabelLayout("3474", on: nil))
    #expect(throws: PaperError.nothing) { try LabelSheet(layout).finish() }
  }

  @Test func `many pages are given away while the labels come`() throws {
    let layout = try #require(LabelLayout("1x1", on: .custom(width: 40, height: 40)))
    let label = try Self.label(0, characters: 60).label
    let sheet = try LabelSheet(layout)
    var (given, most) = (0, 0)
    for _ in 0..<300 {
      let bytes = try sheet.add(label)
      given += bytes.count
      most = max(most, bytes.count)
    }
    let rest = try sheet.finish()
    // Two canvases of 128 pages were finished before the end.
    #expect(given > rest.count && most < given)
    #expect(String(decoding: rest, as: UTF8.self).contains("/Count 300 >>"))
  }
}
