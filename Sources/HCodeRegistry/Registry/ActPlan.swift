package import HCodeBase
package import HCodeCore

/// What an act would do to codes.
package struct ActPlan: Sendable {
  /// The codes that change, ascending.
  package internal(set) var indexes: [UInt32] = []
  /// The earlier acts that end by it, as the entry states them.
  package internal(set) var ended: [LogAct.Ended] = []
  /// Until when it restricts; nil of a clearing, and when no code changes.
  package internal(set) var until: Timestamp?
  /// Codes that have the status already, or a graver one.
  package internal(set) var passed = 0
  /// Codes past their end: nothing restricts anybody by them.
  package internal(set) var expired = 0
  /// The changes that end.
  var rows: [Int64] = []

  init() {}
}
