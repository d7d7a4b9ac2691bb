@testable import HCodePaper
@testable import HCodePictures
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct CardTests {
  static let names: [(String, Card.Colour, native: String?, latin: String?)] = [
    ("green", .green, "王小明", "WANG XIAOMING"),
    ("yellow", .yellow, "欧阳春晓", "OUYANG CHUNXIAO"),
    ("red", .red, "李雷", "LI LEI"),
    (
      "long", .green,
      "Wolfeschlegelsteinhausenbergerdorff von und zu Hohenlohe-Waldenburg-Schillingsfürst",
      "WOLFESCHLEGELSTEINHAUSENBERGERDORFF VON UND ZU HOHENLOHE-WALDENBURG-SCHILLINGSFUERST"
    ),
    ("arabic", .green, "محمد بن عبد الرحمن الفارسي", "MUHAMMAD BIN ABDULRAHMAN"),
    ("tamil", .yellow, "கிருஷ்ணமூர்த்தி வெங்கடசுப்ரமணியன்", "KRISHNAMURTHY V."),
    ("none", .red, nil, nil),
    (
      "hostile", .green, "</text><image href=\"file:///etc/passwd\"/>&\u{0}'",
      "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMM"
    ),
  ]

  static let captions = [
    Card.Captions(
      colour: "绿码", documentTail: "证件尾号", validUntil: "有效期至", issuedBy: "签发机构", advice: "扫码核验"),
    Card.Captions(
      colour: "YELLOW", documentTail: "ID", validUntil: "VALID UNTIL", issuedBy: "ISSUED BY",
      advice: "SCAN ME — a picture alone proves nothing"),
  ]

  static func card(
    _ index: Int, characters: Int = 262
  ) throws -> (card: Card, text: [UInt8]) {
    let (_, colour, native, latin) = names[index]
    let text = QRTestText.make(characters, seed: UInt64(index + 1))
    let symbol = try QREncoder.encode(text, errorCorrection: .medium)
    let card = Card(
      colour: colour, symbol: symbol, holderName: native, holderLatinName: latin,
      documentTail: index == 6 ? nil : "123X", validUntil: "2026-11-25 08:00 +08:00",
      issuerName: index == 3
        ? "Bundesministerium für Gesundheit und Soziale Sicherung, Referat 614" : "河南省卫健委",
      issuerIdentifier: "CN-HA", captions: captions)
    return (card, text)
  }

  @Test(arguments: names.indices)
  func `a card drawn as PNG is read back`(index: Int) throws {
    let (card, text) = try Self.card(index)
    let file = try SVGRasteriser.png(Array(card.svg().utf8))
    if let folder = getenv("HCODE_CARDS") {
      let handle = fopen("\(String(cString: folder))/\(Self.names[index].0).png", "w")
      file.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, handle) }
      fclose(handle)
    }
    let image = try PictureReader.read(file)
    #expect(image.width == Card.width && image.height == Card.height)
    #expect(QRScanner.texts(in: image) == [text])
  }

  @Test(arguments: [1, 9, 10, 15, 21, 32, 34, 40])
  func `the code keeps its quiet zone, whole pixels and six tenths of the width`(
    version: Int
  ) throws {
    let text = try QRTestText.filling(version: version, .low)
    let symbol = try QREncoder.encode(text, errorCorrection: .low)
    let card = Card(
      colour: .red, symbol: symbol, validUntil: "2026-11-25", issuerName: "A",
      issuerIdentifier: "A", captions: Self.captions)
    let panel = try #require(
      card.svg().firstMatch(
        of: #/<rect x="(?<x>\d+)" y="(?<y>\d+)" width="(?<w>\d+)" height="\d+" fill="#fff"\/><path/#
      ))
    let (x, width) = (try #require(Int(panel.x)), try #require(Int(panel.w)))
    #expect(width % (symbol.size + 8) == 0)
    #expect(width * 10 >= Card.width * 6)
    #expect(x >= 24 && x + width <= Card.width - 24)
    let image = try PictureReader.read(SVGRasteriser.png(Array(card.svg().utf8)))
    // Every pixel of the panel is black or white: nothing was smoothed.
    let top = try #require(Int(panel.y))
    let unit = width / (symbol.size + 8)
    var isExact = true
    for row in 0..<width {
      for column in 0..<width {
        let isDark = symbol.isDark(row: row / unit - 4, column: column / unit - 4)
        let pixel = image.pixels[(top + row) * image.width + x + column]
        isExact = isExact && pixel == (isDark ? 0 : 255)
      }
    }
    #expect(isExact)
    #expect(QRScanner.texts(in: image) == [text])
  }

  @Test(arguments: Card.Colour.allCases)
  func `words on the band have a contrast of at least 4.5`(colour: Card.Colour) {
    func luminance(_ hex: String) -> Double {
      let value = Int(hex.dropFirst(), radix: 16) ?? 0
      let parts = [value >> 16, value >> 8 & 255, value & 255].map { part in
        let share = Double(part) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let pair = [luminance(colour.fill), luminance(colour.ink)].sorted()
    #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5)
  }

  @Test func `a name cannot bring its own markup`() throws {
    let svg = try Self.card(7).card.svg()
    #expect(!svg.contains("<image"))
    #expect(svg.contains("&lt;/text&gt;"))
  }

  @Test func `a long text shrinks first and then ends in an ellipsis`() {
    #expect(TextFit.line("王小明", size: 50, smallest: 26, width: 640) == ("王小明", 50))
    let shrunk = TextFit.line("OUYANG CHUNXIAO OUYANG", size: 50, smallest: 26, width: 640)
    #expect(shrunk.text == "OUYANG CHUNXIAO OUYANG" && shrunk.size < 50)
    let cut = TextFit.line(String(repeating: "宽", count: 96), size: 50, smallest: 26, width: 640)
    #expect(cut.size == 26 && cut.text.hasSuffix("宽…") && cut.text.count <= 24)
    #expect(TextFit.line("", size: 50, smallest: 26, width: 640) == ("", 50))
  }
}
