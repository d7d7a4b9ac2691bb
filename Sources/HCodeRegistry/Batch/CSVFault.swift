/// Why something between two line ends is not a row (RFC 4180 §2).
package enum CSVFault: Error, Equatable, Sendable {
  /// A quotation that never ends, or not within `BatchLimits.rowBytes`. Reading goes on at the next line.
  case quoteNeverCloses
  /// Something other than a separator or the line's end behind a closing quote. The quotation's last line is named, since all
  /// lines up to there are in doubt.
  case textAfterQuote(lastLine: Int)
  /// A quote inside a cell that does not begin with one.
  case quoteInsideCell
  /// More than `BatchLimits.rowBytes`.
  case tooLong
  /// More than `BatchLimits.cells`.
  case tooManyCells
}
