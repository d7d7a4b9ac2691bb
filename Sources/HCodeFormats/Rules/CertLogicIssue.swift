package import HCodeBase

/// A part of an expression that is no CertLogic.
package struct CertLogicIssue: Equatable, Sendable {
  /// The smallest part of the expression that is wrong.
  package let expression: JSONValue
  /// What is wrong, in the words of the published validator.
  package let message: String
}
