package import HCodeRegistry
package import HCodeSystem

/// Whoever watches a batch: a person at a terminal, or nobody.
package protocol BatchObserver {
  /// There are so many rows, as far as is known by now.
  mutating func expect(_ total: Int)
  /// So many more rows are done.
  mutating func advance(by count: Int)
  /// A good moment to show how far it is.
  mutating func draw()
  /// The batch has ended.
  mutating func finish()
  /// A row is about the subject of an earlier one, so that this person has two codes.
  mutating func repeated(_ result: BatchResult, of file: FileName, firstRow: Int)
  /// A row was rejected.
  mutating func rejected(_ result: BatchResult, of file: FileName, _ fault: BatchFault)
}
