/// What a key of a desk is for, as `trust.json` lists it.
package enum DeskRole: String, CaseIterable, Sendable {
  /// Signs trust lists.
  case root
  /// Signs codes, as the first officer.
  case code
  /// Countersigns reds and changes, as the second officer.
  case officer
  /// Signs status lists.
  case status
  /// Signs bundles.
  case bundle
  /// Signs checkpoints of the log.
  case log
}
