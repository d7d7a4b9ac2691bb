package import HCodeCore

/// The issuer keys that a verifier accepts, found by key id.
package struct TrustedKeys: Sendable {
  private var keys: [KeyIdentifier: IssuerKey] = [:]

  /// Two files say different things under one key id.
  package struct ConflictError: Error, Equatable, Sendable {
    /// The key id.
    package let keyIdentifier: KeyIdentifier
  }

  /// No keys: every code is from an unknown issuer.
  package init() {}

  /// How many keys there are.
  package var count: Int { keys.count }

  /// Adds a key. The same key twice is no error. Throws when another name or validity is known under the same key id: a
  /// key id must name one key.
  package mutating func insert(_ key: IssuerKey) throws(ConflictError) {
    let (identifier, key) = (key.publicKey.identifier, key.bare)
    if let known = keys[identifier], known != key {
      throw ConflictError(keyIdentifier: identifier)
    }
    keys[identifier] = key
  }

  /// The key of that id.
  package subscript(identifier: KeyIdentifier) -> IssuerKey? { keys[identifier] }
}
