import HCodeBase
package import HCodeRegistry
import HCodeSystem
import Glibc

/// A row of a batch as it stands in its file.
package enum BatchRecord: Sendable {
  case csv(CSVRow)
  case json(TextLine)

  package var line: Int {
    switch self {
    case .csv(let row): row.line
    case .json(let line): line.number
    }
  }
}
