package import HCodeBase

/// A COSE_Sign1 message as it was received (RFC 9052 §4.2), before anything is believed.
///
/// The bytes of the protected header and of the payload are kept as they came: the signature is over them.
package struct COSESign1: Sendable {
  /// The encoded protected header.
  package let protected: [UInt8]
  /// The unprotected header, in the order in which it came.
  package let unprotected: [(key: CBORValue, value: CBORValue)]
  /// The payload.
  package let payload: [UInt8]
  /// The signature.
  package let signature: [UInt8]

  /// Signs a payload under a protected header.
  package static func signed(
    _ payload: [UInt8], header: COSEProtectedHeader, with key: SigningKey
  ) throws(SigningKey.SigningError) -> COSESign1 {
    let protected = header.encoded
    let signature = try key.signature(
      over: signatureStructure(protected: protected, payload: payload))
    return COSESign1(protected: protected, payload: payload, signature: signature)
  }

  /// Checks whether that key made the signature.
  package func isSigned(by key: Ed25519PublicKey) -> Bool {
    key.verifies(
      signature: signature,
      message: Self.signatureStructure(protected: protected, payload: payload))
  }

  /// A message from its parts.
  package init(
    protected: [UInt8], unprotected: [(key: CBORValue, value: CBORValue)] = [], payload: [UInt8],
    signature: [UInt8]
  ) {
    self.protected = protected
    self.unprotected = unprotected
    self.payload = payload
    self.signature = signature
  }

  /// Reads tag 18 on an array of a byte string, a map and two byte strings. Nil for anything else, such as a detached
  /// payload or COSE_Sign.
  package init?(_ value: CBORValue) {
    guard case .tagged(18, .array(let parts)) = value, parts.count == 4,
      let protected = parts[0].byteString, case .map(let unprotected) = parts[1],
      let payload = parts[2].byteString, let signature = parts[3].byteString
    else { return nil }
    self.protected = protected
    self.unprotected = unprotected
    self.payload = payload
    self.signature = signature
  }

  /// The message as a CBOR item, tag 18.
  package var cbor: CBORValue {
    .tagged(18, .array([.bytes(protected), .map(unprotected), .bytes(payload), .bytes(signature)]))
  }

  /// The bytes that are signed (RFC 9052 §4.4): `["Signature1", protected, external data of length 0, payload]`.
  package static func signatureStructure(protected: [UInt8], payload: [UInt8]) -> [UInt8] {
    // An array of 4 that begins with a text of 10 characters; written here and not by the encoder, which would copy it thrice.
    var structure: [UInt8] = [0x84, 0x6A]
    structure.reserveCapacity(24 + protected.count + payload.count)
    structure += "Signature1".utf8
    for part in [protected, [], payload] {
      CBORValue.appendHead(2, UInt64(part.count), to: &structure)
      structure += part
    }
    return structure
  }
}
