package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// Where a verifier finds keys, the status of codes and the rules of the place: a store, key files, or both.
package protocol TrustSource: ForeignTrust, RuleSource {
  /// Every way in which the key of that id is believed, the first to be preferred; none for an unknown key.
  func keys(_ identifier: KeyIdentifier) throws(TrustFailure) -> [TrustedKey]
  /// The status of a code in a list that is held; nil when the list is too short for the index.
  func status(of index: UInt32, in list: StatusListFacts) throws(TrustFailure) -> CodeStatus?
  /// Whether a log that is held has an entry under that key of its index.
  func isLogged(_ key: [UInt8], in log: LogFacts) throws(TrustFailure) -> Bool
  /// When the newest signed file that is held was issued; nil when nothing signed is held.
  var newestSigned: Timestamp? { get }
}
