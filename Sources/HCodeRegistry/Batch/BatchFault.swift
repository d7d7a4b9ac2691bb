/// Why a row was not issued.
package struct BatchFault: Error, Equatable, Sendable {
  /// The column or member it lies in, as its file names it; nil for the whole row.
  package let column: String?
  /// What is wrong and how it would be right, in English, without what the row holds beyond a short word.
  package let reason: String

  /// A fault from its parts.
  package init(_ column: String?, _ reason: String) {
    self.column = column
    self.reason = reason
  }
}

extension CSVFault {
  /// What is wrong, for the person who mends it.
  func sentence(from line: Int) -> String {
    switch self {
    case .quoteNeverCloses:
      "a quote opens and does not close within \(BatchLimits.rowBytes >> 10) KiB"
    case .textAfterQuote(let last) where last > line:
      "a quote that opens here closes in line \(last) before the cell ends: lines \(line) to \(last) are in doubt"
    case .textAfterQuote:
      "text comes after a closing quote; write a quote inside a cell twice"
    case .quoteInsideCell:
      "a quote is inside a cell that does not begin with one; put the cell in quotes and write the inner quote twice"
    case .tooLong: "it is longer than \(BatchLimits.rowBytes >> 10) KiB"
    case .tooManyCells: "it has more than \(BatchLimits.cells) cells"
    }
  }
}
