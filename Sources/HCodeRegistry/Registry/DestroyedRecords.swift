package import HCodeBase

/// What a registry has to destroy, as the public entry is to say it.
package struct DestroyedRecords: Equatable, Sendable {
  /// How many codes are recorded.
  package let count: UInt64
  /// How many of them are valid now.
  package let valid: UInt64
  /// When the last of them ends; nil without any.
  package let lastEnd: Timestamp?
  /// When they were counted.
  package let time: Timestamp

  /// The time before which all of these codes have ended: later than now where some are valid.
  package var before: Timestamp {
    max(time, lastEnd.map { $0.advanced(bySeconds: 1) } ?? time)
  }
}
