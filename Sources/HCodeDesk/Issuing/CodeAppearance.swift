package import HCodePaper
package import HCodePictures

/// What a new code looks like, and what it is drawn as.
package struct CodeAppearance: Sendable {
  /// What it is drawn as.
  package enum Format: String, CaseIterable, Sendable {
    case png
    case svg
    case pdf
    case zpl
    case text
    case terminal
  }

  /// Labels: where they lie, and what prints them.
  package struct Paper: Sendable {
    /// The labels of a sheet, for PDF.
    package var layout: LabelLayout?
    /// The size of a label of a thermal printer; nil for as large as its modules make it.
    package var size: LabelLayout.Sheet?
    /// The dots of a thermal printer, for ZPL.
    package var printer: PrinterGrid?
    /// How many labels; nil for one sheet, or one label.
    package var copies: Int?
    /// The first label of the sheet that is still there, from 1.
    package var firstLabel = 1
    /// Whether the corners of labels are marked.
    package var hasCropMarks = true

    package init() {}
  }

  package var format: Format
  /// A card around the code.
  package var isCard = false
  /// Pixels, or dots of a label printer, a side of a module.
  package var moduleSize = QRPicture.usualModuleSize
  /// Modules of white around the symbol.
  package var quietZone = QRPicture.usualQuietZone
  /// How much damage the symbol bears, if that was said.
  package var errorCorrection: QRSymbol.ErrorCorrection?
  package var paper = Paper()
  /// Whether modules may be smaller than phones can read.
  package var allowsSmallModules = false
  /// Whether a terminal shows colours.
  package var usesColour = false
  package var words: any PaperWords
  /// What yellow and red answer to their bearers.
  package var answers = PaperAnswers()

  package init(_ format: Format, words: any PaperWords) {
    self.format = format
    self.words = words
  }

  /// How much damage the symbol bears: as said. Of labels at one printed size, more with level Q than with M are read when they
  /// are dirty or glare (docs/paper.md).
  package var level: QRSymbol.ErrorCorrection {
    errorCorrection ?? (format == .zpl || format == .pdf && !isCard ? .quartile : .medium)
  }
}
