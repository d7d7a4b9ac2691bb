import HCodeBase
package import HCodePictures

/// A poster on A4 that a place hangs up: its name in large letters, where it is, the code, and what a check-in does.
package struct Poster: Equatable, Sendable {
  /// The code.
  package var symbol: QRSymbol
  /// The name as visitors know it.
  package var name: String
  /// Street and town.
  package var place: String
  /// What a check-in does, a line for each language.
  package var sentences: [String]
  /// Who signed it, until when, and the digest that a keeper compares.
  package var footer: [String]

  /// Makes a poster. Any text will do: what is too long is shrunk, then cut.
  package init(
    symbol: QRSymbol, name: String, place: String, sentences: [String], footer: [String]
  ) {
    self.symbol = symbol
    self.name = name
    self.place = place
    self.sentences = sentences
    self.footer = footer
  }

  /// What is written on it.
  package var texts: [String] { [name, place] + sentences + footer }

  /// The width and height in pixels, five to a millimetre.
  private static let (width, height) = (1050, 1485)

  /// The poster as SVG 1.1, of the size of the paper.
  package func svg(_ unit: Card.Unit = .pixels) -> String {
    let size =
      switch unit {
      case .pixels: "width=\"\(Self.width)\" height=\"\(Self.height)\""
      case .millimetres: "width=\"210mm\" height=\"297mm\""
      }
    let module = max(860 / (symbol.size + 8), 1)
    let side = symbol.size * module
    let (left, top) = ((Self.width - side) / 2, 265 + (860 - side) / 2)
    let path = SVGWriter.path(symbol, left: left, top: top, unit: module)
    let below = sentences.enumerated().map { line($1, baseline: 1185 + 50 * $0, size: 38) }
    let last = footer.enumerated().map { line($1, baseline: 1375 + 34 * $0, size: 24) }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" \(size) viewBox="0 0 \(Self.width) \(Self.height)">
      <rect width="\(Self.width)" height="\(Self.height)" fill="#fff"/>
      <g shape-rendering="crispEdges"><path fill="#000" d="\(path)"/></g>
      <g text-anchor="middle" font-family="'Noto Sans CJK SC','Noto Sans',sans-serif">
      \(line(name, baseline: 140, size: 104, isBold: true))
      \(line(place, baseline: 225, size: 46))
      \((below + last).joined(separator: "\n"))
      </g>
      </svg>

      """
  }

  private func line(
    _ text: String, baseline: Int, size: Int, isBold: Bool = false
  ) -> String {
    let fitted = TextFit.line(text, size: size, smallest: 16, width: Self.width - 90)
    return """
      <text x="\(Self.width / 2)" y="\(baseline)" font-size="\(fitted.size)" fill="#111"\
      \(isBold ? " font-weight=\"bold\"" : "")>\(fitted.text.xmlEscaped)</text>
      """
  }
}
