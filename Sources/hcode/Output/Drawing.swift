import HCodeTrust
import HCodeCore
import HCodePaper
import HCodePictures
import HCodeSystem

/// A code as a picture or text.
struct Drawing {
  let text: [UInt8]
  let claims: HealthClaims
  let issuerName: String
  let options: PictureOptions

  init(_ issued: HealthCode.Issued, _ options: PictureOptions) {
    text = issued.text
    claims = issued.claims
    issuerName = issued.issuerKey.name
    self.options = options
  }

  /// What a code will look like, to know before it is signed whether it can be drawn.
  init(_ draft: HealthCode.Draft, _ options: PictureOptions) {
    text = draft.text
    claims = draft.claims
    issuerName = draft.issuerKey.name
    self.options = options
  }

  /// A finished file.
  struct Finished {
    var bytes: [UInt8]
    var symbol: QRSymbol
    /// A module's side in millimetres, of what is printed.
    var module: Double?
  }

  /// The finished file, scanned before it is handed out: what a reader does not read back as the very text that was
  /// signed does not leave the program.
  func finished(_ format: PictureOptions.Format) throws -> Finished {
    let symbol: QRSymbol
    let level = options.errorCorrection(for: format)
    do {
      symbol = try QREncoder.encode(text, errorCorrection: level)
    } catch {
      throw DrawingError.doesNotFit(level)
    }
    let bytes: [UInt8]
    let image: LumaImage
    var module: Double?
    switch format {
    case .png where options.card:
      bytes = try rasterised { () throws(ExternalProgramError) in
        try SVGRasteriser.png(Array(card(symbol).svg().utf8))
      }
      image = try read(bytes)
    case .png:
      bytes = try drawn {
        try QRPicture(
          symbol, moduleSize: options.symbol.moduleSize, quietZone: options.symbol.quietZone
        ).png(
          with: PNGWriter())
      }
      image = try read(bytes)
    case .svg:
      bytes = Array((options.card ? card(symbol).svg() : try svg(symbol)).utf8)
      // Without the rasteriser the modules are scanned as they stand in the symbol.
      image = try (try? SVGRasteriser.png(bytes)).map(read) ?? drawnImage(symbol)
    case .pdf where options.card:
      let card = card(symbol)
      module = card.moduleMillimetres
      bytes = try rasterised { () throws(ExternalProgramError) in
        try SVGRasteriser.pdf(Array(card.svg(.millimetres).utf8))
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
      (bytes, module) = (label.zpl(copies: options.paper.copies ?? 1), label.moduleMillimetres)
      image = try label.lumaImage() ?? drawnImage(symbol)
    case .text:
      bytes = text + [0x0A]
      image = try drawnImage(symbol)
    case .terminal:
      bytes = Array(
        TerminalBlocks.text(
          symbol, quietZone: options.symbol.quietZone, ansi: TerminalText.usesColour
        )
        .utf8)
      image = try drawnImage(symbol)
    }
    guard QRScanner.texts(in: image).contains(text) else {
      throw DrawingError.unreadable
    }
    return Finished(bytes: bytes, symbol: symbol, module: module)
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
    let side = (symbol.size + 2 * options.symbol.quietZone) * options.symbol.moduleSize
    guard let svg = SVGWriter.svg(symbol, quietZone: options.symbol.quietZone, side: .pixels(side))
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
      validUntil: LocalTime.text(claims.expires), issuerName: issuerName,
      issuerIdentifier: claims.issuer.description,
      captions: Language.onPaper.map { $0.texts.captions(colour) })
  }
}
