/// Why something cannot be printed.
package enum PaperError: Error, CustomStringConvertible, Equatable, Sendable {
  /// A module would be `millimetres` wide, 0 when there is no room at all, and has to be at least `least`.
  case moduleTooSmall(millimetres: Double, least: Double)
  /// A module would be so many printer dots, and has to be at least `least`.
  case tooFewDots(dots: Int, least: Int)
  /// Text needs the libraries of a Debian package that is not installed.
  case librariesMissing(package: String)
  /// The libraries that draw text failed; `detail` says at what.
  case drawing(detail: String)
  /// A sheet without a label.
  case nothing

  package var description: String {
    switch self {
    case .moduleTooSmall(let millimetres, let least):
      "a module would be \(millimetres) mm wide, and has to be at least \(least) mm"
    case .tooFewDots(let dots, let least):
      "a module would be \(dots) printer dots wide, and has to be at least \(least)"
    case .librariesMissing(let package): "text needs the package \(package)"
    case .drawing(let detail): "the text was not drawn: \(detail)"
    case .nothing: "there is no label on the sheet"
    }
  }
}
