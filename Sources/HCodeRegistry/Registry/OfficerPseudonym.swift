import HCodeBase
import HCodeCore

/// Who issues, as an officer is called in the registry: a badge number rather than a name.
package struct OfficerPseudonym: Hashable, Sendable, CustomStringConvertible {
  /// The pseudonym.
  package let description: String

  /// Refuses what has more than 64 bytes or cannot be shown (docs/format.md §3, `text`).
  package init?(_ text: some StringProtocol) {
    let text = String(text)
    guard HealthText.fault(in: text, maximumBytes: 64) == nil else { return nil }
    description = text
  }
}
