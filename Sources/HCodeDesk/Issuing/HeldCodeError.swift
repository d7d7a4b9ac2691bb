package import HCodeBase
package import HCodeCore

/// Why a code that somebody holds up names no code of the registry.
package enum HeldCodeError: Error, Equatable {
  case malformed(MalformedCode)
  case otherKey(KeyIdentifier, registry: KeyIdentifier)
  /// No public key of that id is here, so nobody can tell the code from a forged one.
  case keyNotHere(KeyIdentifier)
  /// The signature is not the key's.
  case notSigned
}
