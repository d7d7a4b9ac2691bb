/// What is held cannot be read; what exactly, and what to do.
package struct TrustFailure: Error, Equatable, Sendable {
  /// What is wrong.
  package let detail: String

  /// A failure with that text.
  package init(_ detail: String) { self.detail = detail }
}
