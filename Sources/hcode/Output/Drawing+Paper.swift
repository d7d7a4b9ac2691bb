import HCodeCore

extension Label {
  /// What stands on a label: the code, and beside it what the person at the desk and its bearer go by.
  init(
    _ claims: HealthClaims, issuerName: String, symbol: QRSymbol,
    languages: [Language] = Language.onPaper
  ) {
    let names = [claims.holder?.name, claims.holder?.latinName].compactMap { $0 }
    let texts = languages.map(\.texts)
    let documentTail = texts.map(\.documentTail).joined(separator: " ")
    let until = texts.map(\.labelUntil).joined(separator: " ")
    self.init(
      symbol: symbol,
      lines: names
        + [
          claims.holder?.documentTail.map { "\(documentTail) …\($0)" },
          "\(until) \(LocalTime.text(claims.expires))", issuerName,
        ].compactMap { $0 })
  }
}

extension Drawing {
  func label(_ symbol: QRSymbol) -> Label {
    Label(claims, issuerName: issuerName, symbol: symbol)
  }

  /// The sheets, and a module's side on them in millimetres.
  func labelSheet(_ symbol: QRSymbol) throws -> (bytes: [UInt8], module: Double) {
    let layout = try options.paper.layout()
    let label = label(symbol)
    do {
      return (try sheets(of: label, layout), LabelSheet.moduleSize(label, on: layout))
    } catch {
      throw DrawingError.paper(error, remedy(than: symbol, on: layout))
    }
  }

  private func sheets(of label: Label, _ layout: LabelLayout) throws(PaperError) -> [UInt8] {
    let first = options.paper.firstLabel - 1
    let sheet = try LabelSheet(
      layout, created: claims.issuedAt, cropMarks: options.paper.cropMarks,
      firstPosition: first, allowsSmallModules: options.force)
    var bytes: [UInt8] = []
    for _ in 0..<(options.paper.copies ?? layout.count - first) { bytes += try sheet.add(label) }
    return try bytes + sheet.finish()
  }

  /// The label for a thermal printer: of the size that is said, or as large as its modules make it.
  func thermalLabel(_ symbol: QRSymbol) throws -> ThermalLabel {
    let grid = try options.paper.printer()
    let label = label(symbol)
    do {
      return try thermalLabel(label, grid)
    } catch {
      throw DrawingError.paper(
        error, options.paper.sheet == nil ? .largerModule : .largerLabelsOrLowerLevel)
    }
  }

  private func thermalLabel(
    _ label: Label, _ grid: PrinterGrid
  ) throws(PaperError) -> ThermalLabel {
    guard let sheet = options.paper.sheet else {
      return try ThermalLabel(
        label, moduleDots: options.symbol.moduleSize, grid: grid, allowsSmallModules: options.force)
    }
    return try ThermalLabel(
      label, width: sheet.width, height: sheet.height, grid: grid,
      allowsSmallModules: options.force)
  }

  /// A length for people, to hundredths of a millimetre.
  static func millimetres(_ length: Double) -> String {
    let hundredths = Int((length * 100).rounded(.down))
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// Larger labels, or the next lower level of error correction at which a phone could read these.
  private func remedy(than symbol: QRSymbol, on layout: LabelLayout) -> DrawingError.Remedy {
    let levels: [QRSymbol.ErrorCorrection] = [.high, .quartile, .medium, .low]
    let lower = levels.drop { $0 != symbol.errorCorrection }.dropFirst()
    for level in lower {
      guard let symbol = try? QREncoder.encode(text, errorCorrection: level) else {
        continue
      }
      let module = LabelSheet.moduleSize(label(symbol), on: layout)
      if module >= PrintedModule.leastMillimetres {
        return .largerLabelsOr(level, millimetres: module)
      }
    }
    return .largerLabels
  }
}
