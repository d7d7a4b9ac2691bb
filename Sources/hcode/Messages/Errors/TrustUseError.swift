import HCodeSystem
import HCodeCore

/// Why the source of a trust list was not changed as asked for, or nothing was shown or updated.
enum TrustUseError: Error, Equatable {
  /// The entry has no key that signs codes.
  case noCodeKey(String, path: String)
  case noEntry(named: String)
  case severalEntries(named: String, paths: [String])
  case notARootKey(String, source: FileName, roots: [KeyIdentifier])
  /// A key is in the source already, at that path.
  case keyInSource(KeyIdentifier, path: String, asRoot: Bool)
  case threshold(Int, of: Int)
  case notAnIssuer(String)
  case onlyKey(String, of: IssuerIdentifier)
  case sunsetNotEarlier(String, until: String)
  case sunsetBeforeBeginning(String, notBefore: String)
  case namedAlready(KeyIdentifier)
  case recognisedAlready(IssuerIdentifier, source: FileName)
  case fingerprintNotCompared(IssuerIdentifier, found: String)
  case otherFingerprint(IssuerIdentifier, found: String)
  case nothingFromURL
  /// A trust list names it, and no URL of it is known.
  case statusListNotHad(StatusListURI)
  case notATrustList
  /// The public key file is of another key.
  case otherKey
  /// The key was taken out of the source.
  case withdrawnKey(KeyIdentifier)
  case foreignIssuer(IssuerIdentifier, of: IssuerIdentifier)
  case noAgreement(with: IssuerIdentifier, use: KeyAgreement.Use)
  /// Nothing of that name is in the store.
  case notHeld(String)
}
