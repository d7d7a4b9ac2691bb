/// What an expression may cost: rules and certificates are from strangers, and a scan has to end.
package enum CertLogicLimits {
  /// How deep an expression may be, its arrays and objects counted. The deepest rule that a country published has 16.
  package static let expressionDepth = 64
  /// Operations, elements looked at and pieces of text compared, in one evaluation. A published rule takes some hundreds.
  package static let steps = 100_000
  /// How deep arrays may be that an evaluation makes.
  static let valueDepth = 32
  /// How many values such an array may hold, all levels together.
  static let valueWeight = 100_000
}
