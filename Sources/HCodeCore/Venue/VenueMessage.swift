import HCodeBase

/// The COSE_Sign1 under every signed file of docs/venue.md, rules 4 to 10 of its §9.
struct VenueMessage {
  /// Which file it is: the type in its protected header, and what its key has to be listed for.
  struct Kind {
    let type: String
    let use: KeyAgreement.Use

    static let poster = Kind(type: "application/hcode-venue+cbor", use: .venues)
    static let share = Kind(type: "application/hcode-venue-share+cbor", use: .exposures)
    static let list = Kind(type: "application/hcode-exposures+cbor", use: .exposures)
    static let entry = Kind(type: SignedAct.type, use: .exposures)
  }

  /// Who signed it.
  let key: VenueKey
  /// What is signed. Nobody has read it yet.
  let payload: [UInt8]

  /// Reads a file and checks its signature.
  init(_ bytes: [UInt8], _ kind: Kind, _ keys: VenueKeys) throws(VenueRefusal) {
    guard let message = COSESign1(try VenueRefusal.item(bytes, "the file")) else {
      throw VenueRefusal(.malformedCOSE, "it is no COSE_Sign1 under tag 18")
    }
    let identifier = try Self.keyIdentifier(message.protected, type: kind.type)
    guard message.unprotected.isEmpty else {
      throw VenueRefusal(.unprotectedHeader, "the unprotected header is not empty")
    }
    guard let key = keys(identifier) else {
      throw VenueRefusal(.unknownIssuer, "key \(identifier.hex) is not known here")
    }
    guard key.use == kind.use else {
      throw VenueRefusal(
        .wrongUse, "key \(identifier.hex) is listed for \(key.use.word), not for \(kind.use.word)")
    }
    guard message.isSigned(by: key.publicKey) else {
      throw VenueRefusal(.badSignature, "the signature is not that of key \(identifier.hex)")
    }
    self.key = key
    payload = message.payload
  }

  /// Signs a file.
  static func signed(
    _ payload: CBORValue, _ kind: Kind, with key: SigningKey
  ) throws(SigningKey.SigningError) -> [UInt8] {
    let header = COSEProtectedHeader(
      algorithm: .ed25519, keyIdentifier: key.keyIdentifier, type: kind.type)
    return try COSESign1.signed(payload.encoded, header: header, with: key).cbor.encoded
  }

  /// Rules 7 and 7a.
  private static func keyIdentifier(
    _ protected: [UInt8], type: String
  ) throws(VenueRefusal) -> KeyIdentifier {
    let value = try VenueRefusal.item(protected, "the header", .malformedHeader)
    guard
      let labels = VenueRefusal.members(
        value,
        [COSEHeaderLabel.algorithm, .keyIdentifier, .type].map(\.rawValue))
    else { throw VenueRefusal(.malformedHeader, "the header has not the labels 1, 4 and 16") }
    guard labels[COSEHeaderLabel.algorithm]?.integer == COSEAlgorithm.ed25519.rawValue else {
      throw VenueRefusal(.wrongAlgorithm, "the algorithm is not -19, Ed25519")
    }
    guard
      let identifier = labels[COSEHeaderLabel.keyIdentifier]?.byteString
        .flatMap({ KeyIdentifier(bytes: $0) })
    else { throw VenueRefusal(.malformedHeader, "the key id is not a byte string of 8 bytes") }
    guard labels[COSEHeaderLabel.type]?.textString?.isExactly(type) ?? false else {
      throw VenueRefusal(.wrongType, "the type is not \(type)")
    }
    return identifier
  }
}
