package import HCodeCore
package import HCodePaper
package import HCodePictures

extension Label {
  /// What stands on a label: the code, and beside it what the person at the desk and its bearer go by.
  package init(
    _ claims: HealthClaims, issuerName: String, symbol: QRSymbol, words: any PaperWords,
    answers: PaperAnswers
  ) {
    let names = [claims.holder?.name, claims.holder?.latinName].compactMap { $0 }
    self.init(
      symbol: symbol,
      lines: names
        + [
          claims.holder?.documentTail.map { "\(words.documentTail) …\($0)" },
          "\(words.until) \(words.time(claims.expires))", issuerName,
        ].compactMap { $0 } + answers.lines(claims, words))
  }
}

extension Drawing {
  package func label(_ symbol: QRSymbol) -> Label {
    Label(
      claims, issuerName: issuerName, symbol: symbol, words: appearance.words,
      answers: appearance.answers)
  }

  /// The sheets, and a module's side on them in millimetres.
  package func labelSheet(_ symbol: QRSymbol) throws -> (bytes: [UInt8], module: Double) {
    guard let layout = appearance.paper.layout else {
      throw DrawingError.failed(detail: "no labels are named")
    }
    let label = label(symbol)
    do {
      return (try sheets(of: label, layout), LabelSheet.moduleSize(label, on: layout))
    } catch {
      throw DrawingError.paper(error, remedy(than: symbol, on: layout))
    }
  }

  private func sheets(of label: Label, _ layout: LabelLayout) throws(PaperError) -> [UInt8] {
    let first = appearance.paper.firstLabel - 1
    let sheet = try LabelSheet(
      layout, created: claims.issuedAt, cropMarks: appearance.paper.hasCropMarks,
      firstPosition: first, allowsSmallModules: appearance.allowsSmallModules)
    var bytes: [UInt8] = []
    for _ in 0..<(appearance.paper.copies ?? layout.count - first) { bytes += try sheet.add(label) }
    return try bytes + sheet.finish()
  }

  /// The label for a thermal printer: of the size that is said, or as large as its modules make it.
  package func thermalLabel(_ symbol: QRSymbol) throws -> ThermalLabel {
    guard let grid = appearance.paper.printer else {
      throw DrawingError.failed(detail: "no printer is named")
    }
    let label = label(symbol)
    do {
      return try thermalLabel(label, grid)
    } catch {
      throw DrawingError.paper(
        error, appearance.paper.size == nil ? .largerModule : .largerLabelsOrLowerLevel)
    }
  }

  private func thermalLabel(
    _ label: Label, _ grid: PrinterGrid
  ) throws(PaperError) -> ThermalLabel {
    guard let sheet = appearance.paper.size else {
      return try ThermalLabel(
        label, moduleDots: appearance.moduleSize, grid: grid,
        allowsSmallModules: appearance.allowsSmallModules)
    }
    return try ThermalLabel(
      label, width: sheet.width, height: sheet.height, grid: grid,
      allowsSmallModules: appearance.allowsSmallModules)
  }

  /// A length for people, to hundredths of a millimetre.
  package static func millimetres(_ length: Double) -> String {
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
