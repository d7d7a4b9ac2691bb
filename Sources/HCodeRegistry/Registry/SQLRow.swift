import HCodeBase

/// A row of answers; columns count from 0. Each is nil for another type and for NULL.
protocol SQLRow {
  func integer(_ column: Int) -> Int64?
  func text(_ column: Int) -> String?
  func blob(_ column: Int) -> [UInt8]?
  /// The bytes in guarded memory.
  func secret(_ column: Int) -> GuardedBytes?
}

extension SQLRow {
  /// The instant in a column.
  func time(_ column: Int) -> Timestamp? {
    integer(column).flatMap { Timestamp(seconds: $0) }
  }
}
