package import HCodeBase

/// When and where a status list or a delta counts: what the two have in common beside their content (docs/trust.md §2).
package struct StatusListScope: Equatable, Sendable {
  /// Claim 2: which list it is or changes.
  package let uri: StatusListURI
  /// Claim 6: when it was made.
  package let issued: Timestamp
  /// Claim 4: it decides nothing from then on. Later than `issued`.
  package let expires: Timestamp
  /// Claim 65534: seconds from `issued` after which a newer one should have come.
  package let ttl: UInt64

  /// A scope from its parts; nil when it would end before it begins.
  package init?(uri: StatusListURI, issued: Timestamp, expires: Timestamp, ttl: UInt64) {
    guard issued < expires else { return nil }
    self.uri = uri
    self.issued = issued
    self.expires = expires
    self.ttl = ttl
  }
}

/// Why a status list or a delta was not signed.
package enum StatusSigningError: Error, Equatable, Sendable {
  /// The key could not sign.
  case signing(SigningKey.SigningError)
  /// The file would have more than `StatusList.maximumBytes`: the list does not compress.
  case tooLarge
  /// No memory for the compressor.
  case outOfMemory
}

/// The COSE_Sign1 under a status list or a delta: a CWT with `sub`, `exp`, `iat`, `ttl` and one claim that holds the content.
struct StatusMessage: Sendable {
  /// What kind of file it is: the type in the protected header (RFC 9596) and the label of the content's claim.
  struct Kind: Sendable {
    let type: String
    let contentLabel: CBORValue
    let name: String

    /// Token Status List, CWT form; `status_list` is 65533 there.
    static let list = Kind(
      type: "application/statuslist+cwt", contentLabel: .unsigned(65533), name: "status list")
    static let delta = Kind(
      type: "application/hcode-status-delta+cbor", contentLabel: .integer(-65538),
      name: "status delta")
  }

  private static let timeToLiveLabel = CBORValue.unsigned(65534)

  let message: COSESign1
  let keyIdentifier: KeyIdentifier
  let scope: StatusListScope
  let content: CBORValue

  /// Reads a file, believing nothing: one deterministic item, no label or claim but those of docs/trust.md §2.
  init(bytes: [UInt8], kind: Kind) throws(ImportRefusal) {
    guard bytes.count <= StatusList.maximumBytes else {
      throw ImportRefusal(.tooLarge, "the \(kind.name) has more than 16 MiB")
    }
    guard let message = COSESign1(try ImportRefusal.strictCBOR(bytes, "the file")),
      message.unprotected.isEmpty, message.signature.count == 64
    else {
      throw ImportRefusal(
        .malformedList, "it is no COSE_Sign1 with an empty unprotected header and 64 bytes signed")
    }
    do {
      keyIdentifier = try COSEProtectedHeader(
        encoded: message.protected, expectedType: kind.type
      ).keyIdentifier
    } catch {
      throw ImportRefusal(.malformedList, "it is no \(kind.name): \(error.detail)")
    }
    guard case .map(let claims) = try ImportRefusal.strictCBOR(message.payload, "the payload")
    else {
      throw ImportRefusal(.malformedList, "the payload is no map")
    }
    func claim(_ label: CBORValue) -> CBORValue? { claims.first { $0.key == label }?.value }
    func time(_ label: UInt64) -> Timestamp? {
      claim(.unsigned(label))?.integer.flatMap { Timestamp(seconds: $0) }
    }
    guard claims.count == 5, let uri = claim(.unsigned(2))?.textString.flatMap(StatusListURI.init),
      let expires = time(4), let issued = time(6),
      case .unsigned(let ttl) = claim(Self.timeToLiveLabel), let content = claim(kind.contentLabel)
    else {
      throw ImportRefusal(
        .malformedList, "the payload does not hold exactly uri, times, ttl and content")
    }
    guard let scope = StatusListScope(uri: uri, issued: issued, expires: expires, ttl: ttl) else {
      throw ImportRefusal(.malformedList, "it ends before it was issued")
    }
    self.message = message
    self.scope = scope
    self.content = content
  }

  /// Throws unless that key, and no other, signed it.
  func checkSignature(by key: Ed25519PublicKey) throws(ImportRefusal) {
    guard keyIdentifier == key.identifier else {
      throw ImportRefusal(
        .unknownSigner, "signed with key \(keyIdentifier.hex), not \(key.identifier.hex)")
    }
    guard message.isSigned(by: key) else {
      throw ImportRefusal(.badSignature, "the signature is not that of key \(keyIdentifier.hex)")
    }
  }

  /// The bytes of a signed file.
  static func signed(
    _ content: CBORValue, kind: Kind, scope: StatusListScope, key: SigningKey
  ) throws(StatusSigningError) -> [UInt8] {
    let payload = CBORValue.map([
      (.unsigned(2), .text(scope.uri.description)),
      (.unsigned(4), .integer(scope.expires.seconds)),
      (.unsigned(6), .integer(scope.issued.seconds)),
      (timeToLiveLabel, .unsigned(scope.ttl)), (kind.contentLabel, content),
    ])
    let header = COSEProtectedHeader(
      algorithm: .ed25519, keyIdentifier: key.issuerKey.publicKey.identifier, type: kind.type)
    let bytes: [UInt8]
    do {
      bytes = try COSESign1.signed(payload.encoded, header: header, with: key).cbor.encoded
    } catch { throw .signing(error) }
    guard bytes.count <= StatusList.maximumBytes else { throw .tooLarge }
    return bytes
  }
}
