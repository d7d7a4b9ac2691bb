package import HCodeBase
package import HCodeCore

/// A key whose codes are trusted.
package enum TrustedKey: Hashable, Sendable {
  /// From a key file that the operator trusts as it is: no grant, no status list.
  case bare(IssuerKey)
  /// From a signed list.
  case listed(TrustPath)

  /// The key's issuer.
  package var issuer: IssuerIdentifier {
    switch self {
    case .bare(let key): key.issuer
    case .listed(let path): path.issuer
    }
  }

  /// The key.
  package var publicKey: Ed25519PublicKey {
    switch self {
    case .bare(let key): key.publicKey
    case .listed(let path): path.key.publicKey
    }
  }

  /// The time from which it may sign.
  package var notBefore: Timestamp {
    switch self {
    case .bare(let key): key.created
    case .listed(let path): path.key.notBefore
    }
  }

  /// Nothing signed with it is accepted from then on.
  package var until: Timestamp {
    switch self {
    case .bare(let key): key.expires
    case .listed(let path): path.key.until
    }
  }

  /// The issuer's name for people, in that language if the list has it.
  package func name(in language: String) -> String {
    switch self {
    case .bare(let key): key.name
    case .listed(let path): path.names.name(in: language)
    }
  }

  /// Why it is trusted; nil for a bare key.
  package var path: TrustPath? { if case .listed(let path) = self { path } else { nil } }
}
