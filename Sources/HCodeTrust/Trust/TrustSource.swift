package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// Where a verifier finds keys, the status of codes and the rules of the place: a store, key files, or both.
package protocol TrustSource: ForeignTrust, RuleSource {
  /// The ways in which the key of that id is trusted, the preferred one first; none for an unknown key.
  func keys(_ identifier: KeyIdentifier) throws(TrustFailure) -> [TrustedKey]
  /// The status of a code in a stored list; nil when the list is too short for the index.
  func status(of index: UInt32, in list: StatusListFacts) throws(TrustFailure) -> CodeStatus?
  /// Whether a stored log has an entry under that key of its index.
  func isLogged(_ key: [UInt8], in log: LogFacts) throws(TrustFailure) -> Bool
  /// The latest time of issue of the signed files in the store; nil when there are none.
  var newestSigned: Timestamp? { get }
}
