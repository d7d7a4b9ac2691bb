package import HCodeBase
package import HCodeCore
package import HCodePaper
package import HCodePictures
package import HCodeRegistry
package import HCodeSystem
import Glibc

/// The labels of a batch. They are drawn when all codes are signed, from the lines that tell them: a kill meanwhile costs the
/// drawing and no code.
package struct BatchSheet: Sendable {
  package let layout: LabelLayout
  /// From 0.
  package let firstPosition: Int
  package let hasCropMarks: Bool
  package let allowsSmallModules: Bool
  package let errorCorrection: QRSymbol.ErrorCorrection
  package let issuerName: String
  package let words: any PaperWords
  package let answers: PaperAnswers
  private let fonts: FontCoverage?

  package init(
    layout: LabelLayout,
    firstPosition: Int,
    hasCropMarks: Bool,
    allowsSmallModules: Bool,
    errorCorrection: QRSymbol.ErrorCorrection,
    issuerName: String,
    words: any PaperWords,
    answers: PaperAnswers
  ) {
    self.layout = layout
    self.firstPosition = firstPosition
    self.hasCropMarks = hasCropMarks
    self.allowsSmallModules = allowsSmallModules
    self.errorCorrection = errorCorrection
    self.issuerName = issuerName
    self.words = words
    self.answers = answers
    fonts = FontCoverage()
  }

  /// Why a code cannot be printed on these labels; nil when it can.
  package func fault(_ claims: HealthClaims, _ symbol: QRSymbol) -> BatchFault? {
    let label = label(claims, symbol)
    let module = LabelSheet.moduleSize(label, on: layout)
    if !allowsSmallModules, let fonts, let letter = label.lines.flatMap(fonts.missing).first {
      return BatchFault(
        nil,
        "no font here has the letter \(HealthText.spelled(letter)): install \(FontCoverage.package(for: letter)), or print a box with --force"
      )
    }
    guard module < PrintedModule.leastMillimetres, !allowsSmallModules || module == 0 else {
      return nil
    }
    return BatchFault(
      nil,
      module == 0
        ? "there is no room for the code on such a label"
        : "a module of the code would be \(Drawing.millimetres(module)) mm wide; phones read \(Drawing.millimetres(PrintedModule.leastMillimetres)) mm from 25 cm"
    )
  }

  private func label(_ claims: HealthClaims, _ symbol: QRSymbol) -> Label {
    Label(claims, issuerName: issuerName, symbol: symbol, words: words, answers: answers)
  }

  /// Draws every code of a file of lines, unless an earlier run has.
  package func draw(_ results: FileName, to output: FileName, at time: Timestamp) throws {
    guard output.withCString({ access($0, F_OK) }) != 0 else { return }
    let lines = try BatchInput(results)
    let file = try BatchFile(output, size: nil, mayBeFinished: false)
    do {
      let sheet = try LabelSheet(
        layout, created: time, cropMarks: hasCropMarks, firstPosition: firstPosition,
        allowsSmallModules: allowsSmallModules)
      while case .json(let line)? = try lines.next() {
        let (claims, symbol) = try code(line, results)
        try file.append(try sheet.add(label(claims, symbol)))
      }
      try file.append(try sheet.finish())
    } catch let error as PaperError {
      throw DrawingError.paper(error, .largerLabels)
    }
    try file.finish(keepsEmpty: true)
  }

  /// The code that a line tells: what this batch signed, and verified then.
  private func code(
    _ line: TextLine, _ results: FileName
  ) throws -> (HealthClaims, QRSymbol) {
    guard case .object(let members) = try? JSONValue(line.bytes),
      case .string(let text) = members["text"],
      let claims = try? HealthCode.decode(Array(text.utf8)).unverifiedClaims(),
      let symbol = try? QREncoder.encode(Array(text.utf8), errorCorrection: errorCorrection)
    else {
      throw BatchError.foreignLine(line.number).in(results)
    }
    return (claims, symbol)
  }
}
