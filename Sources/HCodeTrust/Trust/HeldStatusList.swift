import HCodeBase
package import HCodeCore

/// A stored status list. Its bits are kept under the digest in the facts.
package struct HeldStatusList: Hashable, Sendable {
  /// What a verdict needs of it.
  package var facts: StatusListFacts
  /// The key that signed it.
  package var signer: KeyIdentifier
  /// How many codes it covers.
  package var count: Int
  /// The URL it came from, if any.
  package var url: String?
  /// What settles it: first the last list that was settled, then those that wait for the log, itself last.
  package var tallies: [ListTally]
  /// Whether its changes are answered for; nil where its issuer names no log.
  package var account: ListAccount?
}
