import HCodeBase
package import HCodeCore

/// A status list that was taken: what it was, and under which digest its bits are kept.
package struct HeldStatusList: Hashable, Sendable {
  /// What a verdict needs of it.
  package var facts: StatusListFacts
  /// Who signed it.
  package var signer: KeyIdentifier
  /// How many codes it speaks of.
  package var count: Int
  /// Where it came from, when that was a URL.
  package var url: String?
}
