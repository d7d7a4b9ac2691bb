package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// Where a verifier finds keys, the status of codes and the rules of the place: a store, key files, or both.
package protocol TrustSource: ForeignTrust, RuleSource {
  /// What is known under that key id.
  func keyRecord(_ identifier: KeyIdentifier) throws(TrustFailure) -> KeyRecord
  /// The pinned or recognised authority with the longest id that has the issuer in its name space.
  func speaker(for issuer: IssuerIdentifier) throws(TrustFailure) -> IssuerIdentifier?
  /// Whether this is a store in which nothing is.
  var holdsNothing: Bool { get }
  /// The status of a code in a stored list; nil when the list is too short for the index.
  func status(of index: UInt32, in list: StatusListFacts) throws(TrustFailure) -> CodeStatus?
  /// Whether a stored log has an entry under that key of its index.
  func isLogged(_ key: [UInt8], in log: LogFacts) throws(TrustFailure) -> Bool
  /// What it knows of the time.
  var timeEvidence: TimeEvidence { get }
}
