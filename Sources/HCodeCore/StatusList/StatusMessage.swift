import HCodeBase

/// The COSE_Sign1 under a status list or a delta: a CWT with `sub`, `exp`, `iat`, `ttl` and one claim that holds the content.
struct StatusMessage: Sendable {
  /// What kind of file it is: the type in the protected header (RFC 9596) and the label of the content's claim.
  struct Kind: Sendable {
    let type: String
    let contentKey: ClaimKey
    let name: String

    /// Token Status List, CWT form; `status_list` is 65533 there.
    static let list = Kind(
      type: "application/statuslist+cwt", contentKey: .statusList, name: "status list")
    static let delta = Kind(
      type: "application/hcode-status-delta+cbor", contentKey: .statusDelta,
      name: "status delta")
  }

  /// The claims of both kinds of file: of CWT (RFC 8392), of Token Status List, and of our own for private use.
  enum ClaimKey: Int64 {
    case subject = 2
    case expires = 4
    case issued = 6
    case statusList = 65533
    case timeToLive = 65534
    case statusDelta = -65538
    case logSize = -65540
  }

  let message: COSESign1
  let keyIdentifier: KeyIdentifier
  let scope: StatusListScope
  let content: CBORValue

  /// Reads a file without trusting it: one deterministic item, with only the labels and claims of docs/trust.md §2.
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
    func claim(_ key: ClaimKey) -> CBORValue? {
      claims.first { $0.key.integer == key.rawValue }?.value
    }
    func time(_ key: ClaimKey) -> Timestamp? {
      claim(key)?.integer.flatMap { Timestamp(seconds: $0) }
    }
    var logSize: UInt64?
    if let value = claim(.logSize) {
      guard case .unsigned(let size) = value else {
        throw ImportRefusal(.malformedList, "the log size in it is none")
      }
      logSize = size
    }
    guard claims.count == (logSize == nil ? 5 : 6),
      let uri = claim(.subject)?.textString.flatMap(StatusListURI.init),
      let expires = time(.expires), let issued = time(.issued),
      case .unsigned(let ttl) = claim(.timeToLive), let content = claim(kind.contentKey)
    else {
      throw ImportRefusal(
        .malformedList, "the payload does not hold exactly uri, times, ttl and content")
    }
    guard
      let scope = StatusListScope(
        uri: uri, issued: issued, expires: expires, ttl: ttl, logSize: logSize)
    else {
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
    let payload = CBORValue.keyed([
      ClaimKey.subject: .text(scope.uri.description),
      .expires: .integer(scope.expires.seconds),
      .issued: .integer(scope.issued.seconds),
      .timeToLive: .unsigned(scope.ttl), kind.contentKey: content,
      .logSize: scope.logSize.map { .unsigned($0) },
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
