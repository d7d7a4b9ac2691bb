package import HCodePaper
package import HCodePictures
package import HCodeSystem

/// Why a code was not drawn.
package enum DrawingError: Error, Equatable {
  case doesNotFit(QRSymbol.ErrorCorrection)
  /// What draws symbols is not installed.
  case encoderMissing(package: String)
  /// The finished picture could not be scanned.
  case unreadable
  case tooLarge
  /// What the drawing of a symbol said.
  case failed(detail: String)
  case card(ExternalProgramError)
  case paper(PaperError, Remedy)
  /// No font has these letters, which a Debian package has.
  case lettersMissing(String, package: String)

  /// Why a text that was signed became no symbol of that level.
  init(_ error: QREncoderError, _ level: QRSymbol.ErrorCorrection) {
    self =
      switch error {
      case .libraryMissing(let package): .encoderMissing(package: package)
      case .empty, .outsideAlphabet, .tooLong, .refused: .doesNotFit(level)
      }
  }

  /// What would help where a label is too small.
  package enum Remedy: Equatable {
    case largerLabels
    /// Or the next lower level of error correction, at which a module is so many millimetres wide.
    case largerLabelsOr(QRSymbol.ErrorCorrection, millimetres: Double)
    case largerLabelsOrLowerLevel
    case largerModule
  }
}
