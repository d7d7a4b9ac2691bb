package import HCodeBase

/// An issuer's public key with its name and validity: the file that goes to everyone who should accept its codes
/// (docs/format.md §7).
package struct IssuerKey: Hashable, Sendable {
  /// Who signs with it.
  package let issuer: IssuerIdentifier
  /// The issuer's name for people, in any language.
  package let name: String
  /// The key.
  package let publicKey: Ed25519PublicKey
  /// When it was made. A clock that shows an earlier time is wrong.
  package let created: Timestamp
  /// The time from which nothing signed with it is accepted.
  package let expires: Timestamp
  /// The authorities with which the key's holder agreed, at most eight; not a part of what the key is.
  package var agreements: [KeyAgreement] = []

  /// Why a file is not an issuer's public key.
  package enum ReadingError: Error, Equatable, Sendable {
    /// Not a JSON object with all members of docs/format.md §7, each a text.
    case notAnIssuerKey(detail: String)
    /// The file contains a private key, which must not lie among public keys.
    case isSecret
    /// Larger than `IssuerKey.maximumFileBytes`.
    case tooLarge
  }

  /// The most that a public key file may hold.
  package static let maximumFileBytes = 4096
  /// Agreements in one file.
  package static let maximumAgreements = 8

  /// Makes a key from its parts. Nil for a name that is no text of docs/format.md §3, or an end before the beginning.
  package init?(
    issuer: IssuerIdentifier, name: String, publicKey: Ed25519PublicKey, created: Timestamp,
    expires: Timestamp
  ) {
    guard HealthText.fault(in: name, maximumBytes: 96) == nil, created < expires else { return nil }
    self.issuer = issuer
    self.name = name
    self.publicKey = publicKey
    self.created = created
    self.expires = expires
  }

  /// Reads a public key file.
  package init(json bytes: [UInt8]) throws(ReadingError) {
    guard bytes.count <= Self.maximumFileBytes else { throw .tooLarge }
    guard !SecretKeyFile.isSecretKeyFile(bytes) else { throw .isSecret }
    let members: JSONFields
    do {
      guard case .object(let object) = try JSONValue(bytes.withoutByteOrderMark) else {
        throw ReadingError.notAnIssuerKey(detail: "it is no JSON object")
      }
      members = object
    } catch {
      throw .notAnIssuerKey(detail: "it is not JSON: \(error)")
    }
    // A JSON Web Key with `d` is a private one (RFC 8037 §2).
    guard members["d"] == nil else { throw .isSecret }
    func text(_ name: String) throws(ReadingError) -> String {
      switch members[name] {
      case .string(let text): return text
      case nil: throw .notAnIssuerKey(detail: "the member \(name) is missing")
      default: throw .notAnIssuerKey(detail: "\(name) is of the wrong type, not a text")
      }
    }
    let fixed = [("kty", "OKP"), ("crv", "Ed25519"), ("alg", "Ed25519"), ("use", "sig")]
    for (name, value) in fixed where try text(name) != value {
      throw .notAnIssuerKey(detail: "\(name) is not \(value): it is no Ed25519 key for signatures")
    }
    guard let point = Base64.decodeURL(try text("x")),
      let publicKey = Ed25519PublicKey(bytes: point)
    else { throw .notAnIssuerKey(detail: "x is not a strong Ed25519 key") }
    guard try text("kid") == publicKey.identifier.hex else {
      throw .notAnIssuerKey(detail: "kid does not belong to x")
    }
    guard let issuer = IssuerIdentifier(try text("issuer")) else {
      throw .notAnIssuerKey(detail: "issuer is not an issuer's identifier")
    }
    guard let created = Timestamp(rfc3339: try text("created")),
      let expires = Timestamp(rfc3339: try text("expires"))
    else {
      throw .notAnIssuerKey(detail: "created or expires is not a time like 2026-11-24T08:00:00Z")
    }
    guard
      let made = IssuerKey(
        issuer: issuer, name: try text("name"), publicKey: publicKey, created: created,
        expires: expires)
    else { throw .notAnIssuerKey(detail: "the name cannot be shown, or expires is before created") }
    self = made
    agreements = try Self.agreements(members["agreements"])
  }

  /// Refuses agreements of another shape. Whether they hold is for those who list the key.
  private static func agreements(_ value: JSONValue?) throws(ReadingError) -> [KeyAgreement] {
    guard let value else { return [] }
    let fault = ReadingError.notAnIssuerKey(
      detail:
        "agreements is not an array of at most \(maximumAgreements) authorities, uses and signatures"
    )
    guard case .array(let elements) = value, elements.count <= maximumAgreements else {
      throw fault
    }
    var agreements: [KeyAgreement] = []
    for element in elements {
      guard case .object(let members) = element,
        case .string(let authority) = members["authority"], case .string(let use) = members["use"],
        case .string(let signature) = members["signature"],
        let authority = IssuerIdentifier(authority), let use = KeyAgreement.Use(word: use),
        let signature = Base64.decodeURL(signature),
        let agreement = KeyAgreement(authority: authority, use: use, signature: signature)
      else { throw fault }
      agreements.append(agreement)
    }
    return agreements
  }

  /// The key with one more agreement, in place of an older one of that authority and use; nil when it would have too many.
  package func agreed(_ agreement: KeyAgreement) -> IssuerKey? {
    var key = self
    key.agreements.removeAll {
      $0.authority == agreement.authority && $0.use == agreement.use
    }
    key.agreements.append(agreement)
    return key.agreements.count <= Self.maximumAgreements ? key : nil
  }

  /// The key without its agreements: what two files of one key have in common.
  package var bare: IssuerKey {
    var key = self
    key.agreements = []
    return key
  }

  /// The file's text: one JSON object, a member a line.
  package var json: String {
    let members: [(String, String)] = [
      ("kty", "OKP"), ("crv", "Ed25519"), ("alg", "Ed25519"), ("use", "sig"),
      ("x", Base64.encodeURL(publicKey.bytes)), ("kid", publicKey.identifier.hex),
      ("issuer", issuer.description), ("name", name),
      ("created", created.rfc3339), ("expires", expires.rfc3339),
    ]
    var lines = members.map { "  " + JSONText.quoted($0) + ": " + JSONText.quoted($1) }
    if !agreements.isEmpty {
      let entries = agreements.map { agreement in
        let members = [
          ("authority", agreement.authority.description), ("use", agreement.use.word),
          ("signature", Base64.encodeURL(agreement.signature)),
        ].map { JSONText.quoted($0) + ": " + JSONText.quoted($1) }
        return "    {" + members.joined(separator: ", ") + "}"
      }
      lines.append("  \"agreements\": [\n" + entries.joined(separator: ",\n") + "\n  ]")
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }
}
