package import HCodeBase
package import HCodeFormats
package import HCodeSystem

/// Why a file of trust material or rules was not taken.
package enum TrustFileError: Error, Equatable {
  /// Not a trust list that can be used.
  case unusableList(ListRefusal)
  case notRules(RuleSetError)
  case notAListKey
  case notACertificate
  /// Material of another format was refused.
  case foreign(ListRefusal)
  /// It would take the place of another file of the same run, for both have that name in the store.
  case takesPlace(of: FileName, name: String)
  /// The signature beside it came from no URL, so it cannot be fetched again.
  case signatureWithoutURL(name: String)
}
