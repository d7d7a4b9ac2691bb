package import HCodeRegistry

/// What became of one row.
package struct BatchResult: Sendable {
  /// From 1.
  package let row: Int
  package let lineNumber: Int
  /// The line of JSON that tells it, with its end.
  package let line: [UInt8]
  /// What was signed; nil when the row was rejected.
  package var code: IssuedCode?
  /// Nil where no pictures are asked for, and when the row was rejected.
  package var picture: (name: String, bytes: [UInt8])?
  /// Why it was rejected.
  package var fault: BatchFault?
  /// What the file of rejected rows shows of it.
  package var cells: [String] = []
}
