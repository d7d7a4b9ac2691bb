/// One row of a CSV file, its quoting undone, or why it is none.
package struct CSVRow: Sendable, Equatable {
  /// The first of its lines in the file, from 1.
  package let line: Int
  /// Bytes of its cells, one after the other.
  package let bytes: [UInt8]
  /// Where each cell ends in `bytes`.
  package let ends: [Int]
  /// What is wrong with its quoting or size; the cells are then what was read so far.
  package let fault: CSVFault?

  /// The bytes of each cell.
  package var cells: [ArraySlice<UInt8>] {
    var start = 0
    return ends.map { end in
      defer { start = end }
      return bytes[start..<end]
    }
  }
}
