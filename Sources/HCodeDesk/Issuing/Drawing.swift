import HCodeBase
package import HCodeCore
import HCodeGate
import HCodePaper
package import HCodePictures
import HCodeSystem

/// A code as a picture or text.
package struct Drawing {
  package let text: [UInt8]
  package let claims: HealthClaims
  package let issuerName: String
  package let appearance: CodeAppearance

  package init(_ code: CodeText, _ appearance: CodeAppearance) {
    text = code.text
    claims = code.claims
    issuerName = code.issuerName
    self.appearance = appearance
  }

  /// A finished file.
  package struct Finished {
    package var bytes: [UInt8]
    package var symbol: QRSymbol
    /// A module's side in millimetres, of what is printed.
    package var module: Double?
  }

  /// The finished file, scanned before it is handed out: what a reader does not read back as the very text that was
  /// signed does not leave the program.
  package func finished() throws -> Finished {
    let symbol: QRSymbol
    let level = appearance.level
    do {
      symbol = try QREncoder.encode(text, errorCorrection: level)
    } catch {
      throw DrawingError(error, level)
    }
    try checkLetters(symbol)
    let bytes: [UInt8]
    let image: LumaImage
    var module: Double?
    switch appearance.format {
    case .png where appearance.isCard:
      bytes = try rasterised { () throws(ExternalProgramError) in
        try SVGRasteriser.png(Array(card(symbol).svg().utf8))
      }
      image = try read(bytes)
    case .png:
      bytes = try drawn {
        try QRPicture(
          symbol, moduleSize: appearance.moduleSize, quietZone: appearance.quietZone
        ).png(
          with: PNGWriter())
      }
      image = try read(bytes)
    case .svg:
      bytes = Array((appearance.isCard ? card(symbol).svg() : try svg(symbol)).utf8)
      // Without the rasteriser the modules are scanned as they stand in the symbol.
      image = try (try? SVGRasteriser.png(bytes)).map(read) ?? drawnImage(symbol)
    case .pdf where appearance.isCard:
      let card = card(symbol)
      module = card.moduleMillimetres
      bytes = try rasterised { () throws(ExternalProgramError) in
        try SVGRasteriser.pdf(
          Array(card.svg(.millimetres).utf8), made: claims.issuedAt.seconds)
      }
      image = try printedImage(bytes) ?? drawnImage(symbol)
    case .pdf:
      let sheet = try labelSheet(symbol)
      (bytes, module) = (sheet.bytes, sheet.module)
      // What was forced to be smaller than a camera's pixels let it be cannot be read from a page of them.
      let isReadable = sheet.module >= PrintedModule.leastMillimetres
      image = try (isReadable ? printedImage(bytes) : nil) ?? drawnImage(symbol)
    case .zpl:
      let label = try thermalLabel(symbol)
      (bytes, module) = (label.zpl(copies: appearance.paper.copies ?? 1), label.moduleMillimetres)
      image = try label.lumaImage() ?? drawnImage(symbol)
    case .text:
      bytes = text + [0x0A]
      image = try drawnImage(symbol)
    case .terminal:
      bytes = Array(
        TerminalBlocks.text(
          symbol, quietZone: appearance.quietZone, ansi: appearance.usesColour
        )
        .utf8)
      image = try drawnImage(symbol)
    }
    guard image.scansBack(to: text) else {
      throw DrawingError.unreadable
    }
    return Finished(bytes: bytes, symbol: symbol, module: module)
  }

  /// Refuses letters that would be printed as boxes. An SVG is drawn elsewhere, with other fonts.
  private func checkLetters(_ symbol: QRSymbol) throws {
    let isDrawnHere =
      appearance.isCard
      ? appearance.format != .svg : [.pdf, .zpl].contains(appearance.format)
    guard isDrawnHere, !appearance.allowsSmallModules, let fonts = FontCoverage() else { return }
    let texts = appearance.isCard ? card(symbol).texts : label(symbol).lines
    let missing = texts.flatMap(fonts.missing)
    guard let first = missing.first else { return }
    throw DrawingError.lettersMissing(
      missing.prefix(8).map(HealthText.spelled).joined(), package: FontCoverage.package(for: first))
  }

  /// The first page of a PDF as a printer gets it; nil where the program that draws it is not installed, and then the modules are
  /// scanned as they stand in the symbol.
  private func printedImage(_ pdf: [UInt8]) throws -> LumaImage? {
    guard PictureTool.pdf.isInstalled else { return nil }
    var pages = try Picture.pages(pdf, FileName("the finished PDF"))
    return try pages.next()?.image
  }

  private func read(_ png: [UInt8]) throws -> LumaImage {
    try Picture.decode(png, FileName("the finished picture"))
  }

  private func drawnImage(_ symbol: QRSymbol) throws -> LumaImage {
    try drawn { try QRPicture(symbol, moduleSize: 4).lumaImage() }
  }

  private func svg(_ symbol: QRSymbol) throws -> String {
    let side = (symbol.size + 2 * appearance.quietZone) * appearance.moduleSize
    guard let svg = SVGWriter.svg(symbol, quietZone: appearance.quietZone, side: .pixels(side))
    else {
      throw DrawingError.tooLarge
    }
    return svg
  }

  private func drawn<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch {
      throw DrawingError.failed(detail: String(describing: error))
    }
  }

  private func rasterised(
    _ body: () throws(ExternalProgramError) -> [UInt8]
  ) throws -> [UInt8] {
    do {
      return try body()
    } catch {
      throw DrawingError.card(error)
    }
  }

  private func card(_ symbol: QRSymbol) -> Card {
    let colour: Card.Colour =
      switch claims.status {
      case .green: .green
      case .yellow: .yellow
      case .red: .red
      }
    return Card(
      colour: colour, symbol: symbol, holderName: claims.holder?.name,
      holderLatinName: claims.holder?.latinName, documentTail: claims.holder?.documentTail,
      validUntil: appearance.words.time(claims.expires), issuerName: issuerName,
      issuerIdentifier: claims.issuer.description,
      captions: appearance.words.captions(colour),
      answers: appearance.answers.lines(claims, appearance.words))
  }
}
