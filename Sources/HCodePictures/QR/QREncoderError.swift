/// Why a text cannot become a QR symbol.
package enum QREncoderError: Error, CustomStringConvertible, Equatable, Sendable {
  /// There is no text.
  case empty
  /// The byte at this position is not in the alphanumeric set.
  case outsideAlphabet(position: Int)
  /// The text is longer than version 40 holds at this level.
  case tooLong(count: Int, maximum: Int)
  /// libqrencode refused, in practice for want of memory.
  case refused
  /// libqrencode is not installed.
  case libraryMissing(package: String)

  package var description: String {
    switch self {
    case .empty: "there is no text"
    case .outsideAlphabet(let position): "character \(position + 1) is not one of a QR code"
    case .tooLong(let count, let maximum):
      "\(count) characters, and a QR code holds \(maximum) at this level"
    case .refused: "there is no memory for it"
    case .libraryMissing(let package): "drawing a code needs the package \(package)"
    }
  }
}
