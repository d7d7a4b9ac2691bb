import HCodeRegistry

/// A part of a batch that one thread works on.
package struct BatchPart: Sendable {
  /// The number of the first row, from 1.
  package let firstRow: Int
  package let records: [BatchRecord]
  /// As many.
  package let indexes: [UInt32]
}
