/// A time with which nothing is written: too early, or long after the last change.
package struct ImplausibleTime: Error, Equatable, Sendable {
  /// What the clock, or `--at`, says.
  package let now: Timestamp
  /// What shows that it cannot be right.
  package let bound: TimeEvidence.Bound
  /// The date of that.
  package let time: Timestamp
}
