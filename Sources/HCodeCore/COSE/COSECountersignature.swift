import HCodeBase

/// A countersignature in the unprotected header of a message (RFC 9338, version 2, label 11): a second key signs what the first
/// signed, and its signature too.
package struct COSECountersignature: Sendable {
  /// The encoded protected header: algorithm and key id.
  package let protected: [UInt8]
  /// The key that it claims to be of. It finds the key and proves nothing.
  package let keyIdentifier: KeyIdentifier
  /// The pseudonym of the officer, in an act of a log.
  package let officer: IssuerIdentifier?
  /// 64 bytes.
  package let signature: [UInt8]

  private static let label = CBORValue.integer(COSEHeaderLabel.countersignature.rawValue)

  /// Reads an unprotected header that is exactly one countersignature, without a tag, whose header is an algorithm and
  /// a key id, and in an act an officer. Nil for any other.
  init?(unprotected pairs: [(key: CBORValue, value: CBORValue)], namesOfficer: Bool = false) {
    guard pairs.count == 1, let pair = pairs.first, pair.key == Self.label,
      case .array(let parts) = pair.value, parts.count == 3,
      let protected = parts[0].byteString,
      let header = try? COSEProtectedHeader(encoded: protected, namesOfficer: namesOfficer),
      case .map(let inner) = parts[1], inner.isEmpty, let signature = parts[2].byteString,
      signature.count == 64
    else { return nil }
    self.init(
      protected: protected, keyIdentifier: header.keyIdentifier, officer: header.officer,
      signature: signature)
  }

  private init(
    protected: [UInt8], keyIdentifier: KeyIdentifier, officer: IssuerIdentifier?,
    signature: [UInt8]
  ) {
    self.protected = protected
    self.keyIdentifier = keyIdentifier
    self.officer = officer
    self.signature = signature
  }

  /// Countersigns a message that has its signature.
  static func signed(
    _ message: COSESign1, by officer: IssuerIdentifier? = nil, with key: SigningKey
  ) throws(SigningKey.SigningError) -> COSECountersignature {
    let identifier = key.issuerKey.publicKey.identifier
    let header = COSEProtectedHeader(
      algorithm: .ed25519, keyIdentifier: identifier, officer: officer
    ).encoded
    return COSECountersignature(
      protected: header, keyIdentifier: identifier, officer: officer,
      signature: try key.signature(over: structure(of: message, signer: header)))
  }

  /// Makes a countersignature of the final length, with zeros for the signature.
  static func draft(by key: Ed25519PublicKey) -> COSECountersignature {
    COSECountersignature(
      protected: COSEProtectedHeader(algorithm: .ed25519, keyIdentifier: key.identifier).encoded,
      keyIdentifier: key.identifier, officer: nil, signature: [UInt8](repeating: 0, count: 64))
  }

  /// Checks whether that key made it over that message.
  package func isSigned(by key: Ed25519PublicKey, over message: COSESign1) -> Bool {
    key.verifies(
      signature: signature, message: Self.structure(of: message, signer: protected))
  }

  /// The unprotected header.
  var header: [(key: CBORValue, value: CBORValue)] {
    [(Self.label, .array([.bytes(protected), .map([]), .bytes(signature)]))]
  }

  /// Countersign_structure (RFC 9338 §3.3): body's header, signer's header, no external data, payload, and the signature as the one
  /// further field.
  private static func structure(of message: COSESign1, signer: [UInt8]) -> [UInt8] {
    CBORValue.array([
      .text("CounterSignatureV2"), .bytes(message.protected), .bytes(signer), .bytes([]),
      .bytes(message.payload), .array([.bytes(message.signature)]),
    ]).encoded
  }
}

extension COSESign1 {
  /// Returns the message with that key's countersignature as its unprotected header.
  package func countersigned(with key: SigningKey) throws(SigningKey.SigningError) -> COSESign1 {
    COSESign1(
      protected: protected,
      unprotected: try COSECountersignature.signed(self, with: key).header, payload: payload,
      signature: signature)
  }

  /// Returns a message as long as the countersigned one will be, with zeros for the countersignature.
  func countersignedDraft(by key: Ed25519PublicKey) -> COSESign1 {
    COSESign1(
      protected: protected, unprotected: COSECountersignature.draft(by: key).header,
      payload: payload, signature: signature)
  }
}
