import HCodeBase

/// A key's own word that an authority may list it: a signature over the authority, the issuer and the purpose (docs/trust.md §2).
/// A list that names a key without it is refused, so nobody can list another's key.
package struct KeyAgreement: Hashable, Sendable {
  /// What the key signs for that authority.
  package enum Use: UInt64, Sendable, CaseIterable {
    case codes = 1
    case statusLists = 2
    /// Trust lists, as one of the root keys. No list keeps this agreement.
    case root = 3
    /// Second signatures under reds and changes.
    case countersign = 4
    /// Posters of venues (docs/venue.md, experimental).
    case venues = 5
    /// Shares of posters and lists of exposures (docs/venue.md, experimental).
    case exposures = 6

    /// The word for it, in key files and options.
    package var word: String {
      switch self {
      case .codes: "codes"
      case .statusLists: "status-lists"
      case .root: "root"
      case .countersign: "countersign"
      case .venues: "venues"
      case .exposures: "exposures"
      }
    }

    /// The use of that word.
    package init?(word: String) {
      guard let use = Self.allCases.first(where: { $0.word.isExactly(word) }) else { return nil }
      self = use
    }
  }

  /// The media type in the header of what is signed.
  package static let type = "application/hcode-agreement+cbor"
  /// The bytes of an Ed25519 signature, all that a list keeps of an agreement.
  package static let signatureBytes = 64

  /// The authority whose lists may name the key.
  package let authority: IssuerIdentifier
  /// What for.
  package let use: Use
  /// By the key itself.
  package let signature: [UInt8]

  /// An agreement from its parts, not checked; nil for a signature of another length.
  package init?(authority: IssuerIdentifier, use: Use, signature: [UInt8]) {
    guard signature.count == Self.signatureBytes else { return nil }
    self.authority = authority
    self.use = use
    self.signature = signature
  }
}
