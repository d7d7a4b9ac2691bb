package import HCodeBase
package import HCodeCore

/// A key whose codes are trusted.
package enum TrustedKey: Hashable, Sendable {
  /// From a key file that the operator trusts as it is: no grant, no status list.
  case bare(IssuerKey)
  /// From a signed list.
  case listed(TrustPath)
  /// Withdrawn: it is trusted for nothing.
  case withdrawn(WithdrawnKey)

  /// The key's issuer.
  package var issuer: IssuerIdentifier {
    switch self {
    case .bare(let key): key.issuer
    case .listed(let path): path.issuer
    case .withdrawn(let key): key.issuer
    }
  }

  /// The key.
  package var publicKey: Ed25519PublicKey {
    switch self {
    case .bare(let key): key.publicKey
    case .listed(let path): path.key.publicKey
    case .withdrawn(let key): key.publicKey
    }
  }

  /// The time from which it may sign.
  package var notBefore: Timestamp {
    switch self {
    case .bare(let key): key.created
    case .listed(let path): path.key.notBefore
    case .withdrawn(let key): key.withdrawal.time
    }
  }

  /// Nothing signed with it is accepted from then on.
  package var until: Timestamp {
    switch self {
    case .bare(let key): key.expires
    case .listed(let path): path.key.until
    case .withdrawn(let key): key.withdrawal.time
    }
  }

  /// The issuer's name for people, in that language if the list has it.
  package func name(in language: String) -> String {
    switch self {
    case .bare(let key): key.name
    case .listed(let path): path.names.name(in: language)
    case .withdrawn(let key): key.issuer.description
    }
  }

  /// Why it is trusted; nil for a bare or withdrawn key.
  package var path: TrustPath? { if case .listed(let path) = self { path } else { nil } }

  /// Whether it may sign anything.
  var isTrusted: Bool { if case .withdrawn = self { false } else { true } }

  /// Whether a key file names it.
  package var isBare: Bool { if case .bare = self { true } else { false } }
}
