import HCodeBase
import HCodeRegistry
import HCodeCore

/// Why a code, its key and its registry or request do not go together.
enum IssuingUseError: Error, Equatable {
  case request(OfficerRequest.Refusal)
  case expired(at: Timestamp)
  /// The second officer's key is of another issuer than the request.
  case otherIssuer(IssuerIdentifier, request: IssuerIdentifier)
  case sameKey(of: IssuerIdentifier)
  /// The registry is of another key than the request.
  case registryOfOtherKey(KeyIdentifier, request: KeyIdentifier)
  /// The registry is of another key than the one that issues.
  case registryOfOtherIssuer(RegistryIdentity, key: IssuerKey)
  case noIndexGiven
  /// The key is of another issuer than the registry.
  case keyOfOtherIssuer(IssuerIdentifier, registry: IssuerIdentifier)
  case noRetention
  /// The issuer's name was not typed.
  case notConfirmed(IssuerIdentifier)
  /// A list names the key with a status list, and no registry was given.
  case registryNeeded(StatusListURI, list: String)
  /// A list names a log for the key, and none was given.
  case logNeeded(NoteName, list: String)
  /// A registry was to be made for a key whose registry was destroyed: where that is, and since when.
  case registryWasDestroyed(String, at: Timestamp)
  /// A registry was to be made for a key that has a status list already; `isPublished` when that list is known here.
  case hadRegistry(StatusListURI, list: String, isPublished: Bool)
}
