import HCodePaper
import HCodePictures
import HCodeSystem
import HCodeCore

/// Why a code was not drawn.
enum DrawingError: Error, Equatable {
  case doesNotFit(QRSymbol.ErrorCorrection)
  /// The finished picture could not be scanned.
  case unreadable
  case tooLarge
  /// What the drawing of a symbol said.
  case failed(detail: String)
  case card(ExternalProgramError)
  case paper(PaperError, Remedy)

  /// What would help where a label is too small.
  enum Remedy: Equatable {
    case largerLabels
    /// Or the next lower level of error correction, at which a module is so many millimetres wide.
    case largerLabelsOr(QRSymbol.ErrorCorrection, millimetres: Double)
    case largerLabelsOrLowerLevel
    case largerModule
  }
}
