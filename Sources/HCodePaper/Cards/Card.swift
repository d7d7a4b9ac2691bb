import HCodeBase
package import HCodePictures

/// A card to hold up: a picture of a bank card's proportions with the code, its status as colour,
/// shape and word, and what a guard compares with the person.
///
/// Nothing on it is proof, and it says so. Colour-blind people go by shape and word. The QR code is
/// black on pure white whatever the status, since a reader needs the contrast.
package struct Card: Equatable, Sendable {
  /// The status that is shown.
  package enum Colour: Equatable, Sendable, CaseIterable {
    case green
    case yellow
    case red
  }

  /// The status that is shown.
  package var colour: Colour
  /// The code itself.
  package var symbol: QRSymbol
  /// The name as its bearer writes it.
  package var holderName: String?
  /// The name in Latin letters.
  package var holderLatinName: String?
  /// The last characters of the identity document; shown as `…123X`.
  package var documentTail: String?
  /// Until when the code is valid, in local time with its offset, ready to print.
  package var validUntil: String
  /// Who issued the code, for people.
  package var issuerName: String
  /// Who issued the code, as in its claims.
  package var issuerIdentifier: String
  /// What a yellow or red card answers to its bearer: up to two lines.
  package var answers: [String]
  /// The printed words, a language each: the first large.
  package var captions: [Captions]

  /// What is printed on every card of a colour, in one language.
  package struct Captions: Equatable, Sendable {
    /// The colour's word.
    package var colour: String
    /// Before the last characters of the identity document.
    package var documentTail: String
    /// Above the time until which the code is valid.
    package var validUntil: String
    /// Above the issuer.
    package var issuedBy: String
    /// What whoever looks at the card should do.
    package var advice: String

    /// Makes the words of one language.
    package init(
      colour: String, documentTail: String, validUntil: String, issuedBy: String, advice: String
    ) {
      self.colour = colour
      self.documentTail = documentTail
      self.validUntil = validUntil
      self.issuedBy = issuedBy
      self.advice = advice
    }
  }

  /// Makes a card. Any text will do: what is too long is shrunk, then cut.
  package init(
    colour: Colour, symbol: QRSymbol, holderName: String? = nil, holderLatinName: String? = nil,
    documentTail: String? = nil, validUntil: String, issuerName: String, issuerIdentifier: String,
    captions: [Captions], answers: [String] = []
  ) {
    self.colour = colour
    self.symbol = symbol
    self.holderName = holderName
    self.holderLatinName = holderLatinName
    self.documentTail = documentTail
    self.validUntil = validUntil
    self.issuerName = issuerName
    self.issuerIdentifier = issuerIdentifier
    self.captions = captions
    self.answers = answers
  }

  /// What is written on the card.
  package var texts: [String] {
    [holderName, holderLatinName, validUntil, issuerName].compactMap { $0 } + answers
      + captions.flatMap { [$0.colour, $0.documentTail, $0.validUntil, $0.issuedBy, $0.advice] }
  }

  /// How the size of the drawing is told.
  package enum Unit: Equatable, Sendable {
    /// For screens.
    case pixels
    /// For paper: 54 mm by 85.5 mm, a bank card.
    case millimetres
  }

  /// Pixels across at natural size, or 54 mm.
  package static let width = 720
  /// Pixels down at natural size.
  package static let height = 1140

  /// The largest side of the code with its quiet zone.
  private static let largestCodeSide = 626
  /// What the answers take below the holder, and the code gives up.
  private var answerHeight: Int { answers.isEmpty ? 0 : 80 }
  private var codeSide: Int { Self.largestCodeSide - answerHeight }
  private static let codeTop = 150

  private static let pixelsPerMillimetre = 40.0 / 3

  /// A module's side on a printed card.
  package var moduleMillimetres: Double { Double(moduleSize) / Self.pixelsPerMillimetre }

  /// A module's side in pixels: the largest grid of whole ones that fits, the quiet zone included.
  private var moduleSize: Int { max(codeSide / (symbol.size + 8), 1) }

  /// The card as SVG 1.1. Modules are whole pixels at natural size, so a rasteriser draws them
  /// sharp.
  package func svg(_ unit: Unit = .pixels) -> String {
    let size =
      switch unit {
      case .pixels: "width=\"\(Self.width)\" height=\"\(Self.height)\""
      case .millimetres: "width=\"54mm\" height=\"85.5mm\""
      }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" \(size) \
      viewBox="0 0 \(Self.width) \(Self.height)" xml:lang="zh-Hans">
      <clipPath id="inside"><rect x="24" y="0" width="672" height="1140"/></clipPath>
      <rect width="720" height="1140" rx="34" fill="\(colour.fill)"/>
      <rect x="14" y="146" width="692" height="924" rx="20" fill="#fff"/>
      \(colour.shape)
      \(code())
      <g clip-path="url(#inside)" text-anchor="middle" \
      font-family="'Noto Sans CJK SC','Noto Sans',sans-serif">
      \(header())
      \(holder())
      \(answerLines())
      <path d="M44 940h632" stroke="#ccc" stroke-width="2"/>
      \(column(centre: 200, words(\.validUntil), validUntil, nil))
      \(column(centre: 530, words(\.issuedBy), issuerName, issuerIdentifier))
      \(line(words(\.advice, " · "), baseline: 1115, size: 24, smallest: 16, ink: colour.ink, isBold: true))
      </g>
      </svg>

      """
  }

  private func words(
    _ caption: KeyPath<Captions, String>, _ separator: String = " "
  ) -> String {
    captions.map { $0[keyPath: caption] }.joined(separator: separator)
  }

  /// The colour's word in each language, one behind the other.
  private func header() -> String {
    var left = 186
    let words = captions.enumerated().map { place, caption in
      let (baseline, size) = place == 0 ? (102, 78) : (98, 66)
      let fitted = TextFit.line(
        caption.colour, size: size, smallest: 16, width: max(Self.width - 24 - left, 1))
      let text =
        "<text x=\"\(left)\" y=\"\(baseline)\" font-size=\"\(fitted.size)\">\(fitted.text.xmlEscaped)</text>"
      left += Int(TextFit.ems(fitted.text) * Double(fitted.size)) + 17
      return text
    }
    return """
      <g fill="\(colour.ink)" font-weight="bold" text-anchor="start">\(words.joined())</g>
      """
  }

  /// The symbol with its quiet zone.
  private func code() -> String {
    let modules = symbol.size + 8
    let unit = moduleSize
    let left = (Self.width - modules * unit) / 2
    let top = Self.codeTop + (codeSide - modules * unit) / 2
    let path = SVGWriter.path(symbol, left: left + 4 * unit, top: top + 4 * unit, unit: unit)
    return """
      <g shape-rendering="crispEdges"><rect x="\(left)" y="\(top)" width="\(modules * unit)" \
      height="\(modules * unit)" fill="#fff"/><path fill="#000" d="\(path)"/></g>
      """
  }

  /// Up to three lines; a card without a native name shows the Latin one large.
  private func holder() -> String {
    var lines: [String] = []
    let names = [holderName, holderLatinName].compactMap { $0 }.filter { !$0.isEmpty }
    if let first = names.first {
      lines.append(line(first, baseline: 822 - answerHeight, size: 50, smallest: 26, isBold: true))
    }
    if names.count > 1 {
      lines.append(line(names[1], baseline: 868 - answerHeight, size: 30, smallest: 18))
    }
    if let documentTail, !documentTail.isEmpty {
      let baseline = [836, 876, 914][names.count] - answerHeight
      lines.append(
        line(
          "\(words(\.documentTail)) …\(documentTail)", baseline: baseline, size: 28, smallest: 18))
    }
    return lines.joined(separator: "\n")
  }

  /// Below the holder.
  private func answerLines() -> String {
    answers.prefix(2).enumerated().map { place, text in
      line(text, baseline: 880 + 36 * place, size: 26, smallest: 14)
    }.joined(separator: "\n")
  }

  private func column(centre: Int, _ label: String, _ value: String, _ detail: String?) -> String {
    var lines = [
      line(label, centre: centre, baseline: 968, width: 312, size: 20, ink: "#555"),
      line(value, centre: centre, baseline: 1006, width: 312, size: 28, isBold: true),
    ]
    if let detail {
      lines.append(line(detail, centre: centre, baseline: 1042, width: 312, size: 22, ink: "#555"))
    }
    return lines.joined(separator: "\n")
  }

  /// A centred line that fits its width, in which every character is harmless.
  private func line(
    _ text: String, centre: Int = 360, baseline: Int, width: Int = 640, size: Int,
    smallest: Int = 16, ink: String = "#111", isBold: Bool = false
  ) -> String {
    let fitted = TextFit.line(text, size: size, smallest: smallest, width: width)
    return """
      <text x="\(centre)" y="\(baseline)" font-size="\(fitted.size)" fill="\(ink)"\
      \(isBold ? " font-weight=\"bold\"" : "")>\(fitted.text.xmlEscaped)</text>
      """
  }
}

extension Card.Colour {
  /// The band and frame.
  var fill: String {
    switch self {
    case .green: "#0B7A3B"
    case .yellow: "#FFC20E"
    case .red: "#B3261E"
    }
  }

  /// What is written on the band: a contrast of 5 or more.
  var ink: String {
    self == .yellow ? "#111111" : "#FFFFFF"
  }

  /// Circle, triangle and square, drawn, because a font may lack them or paint them as emoji.
  fileprivate var shape: String {
    switch self {
    case .green: "<circle cx=\"104\" cy=\"74\" r=\"46\" fill=\"\(ink)\"/>"
    case .yellow: "<path d=\"M104 24l54 94h-108z\" fill=\"\(ink)\"/>"
    case .red: "<path d=\"M61 31h86v86h-86z\" fill=\"\(ink)\"/>"
    }
  }
}
