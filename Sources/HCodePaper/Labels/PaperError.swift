/// Why something cannot be printed.
package enum PaperError: Error, Equatable, Sendable {
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
}
