/// The bounds of a batch, in one place: what comes from others is not held beyond them.
package enum BatchLimits {
  /// Bytes of one row, quotes and line ends included.
  package static let rowBytes = 64 << 10
  /// Cells of one row.
  package static let cells = 256
  /// Bytes of one cell that is kept as it is, such as the caller's own reference.
  package static let referenceBytes = 128
}
