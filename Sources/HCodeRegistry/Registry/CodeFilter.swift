package import HCodeBase
import HCodeCore

/// Selects codes; a member that is nil selects all.
package struct CodeFilter: Hashable, Sendable {
  /// Whom they are about.
  package var subject: SubjectHash?
  /// Their index.
  package var index: UInt32?
  /// Who issued them.
  package var officer: OfficerPseudonym?
  /// Issued then or later.
  package var since: Timestamp?
  /// Issued before then.
  package var before: Timestamp?

  /// All codes.
  package init() {}
}
