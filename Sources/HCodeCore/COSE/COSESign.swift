package import HCodeBase

/// A COSE_Sign message (RFC 9052 §4.1): one payload, a signature of each root key that has signed so far.
///
/// The bytes of the protected headers and of the payload are kept as they came: the signatures are over them.
package struct COSESign: Sendable {
  /// One COSE_Signature.
  package struct Signature: Hashable, Sendable {
    /// The encoded protected header of this signature: algorithm and key id.
    package let protected: [UInt8]
    /// Which key it says it is of. It finds the key and proves nothing.
    package let keyIdentifier: KeyIdentifier
    /// 64 bytes.
    package let signature: [UInt8]
  }

  /// The most signatures that a message may carry.
  package static let maximumSignatures = 32

  /// The encoded protected header of the body: label 16, the type of the payload (RFC 9596).
  package let protected: [UInt8]
  /// The payload.
  package let payload: [UInt8]
  /// At most one of each key, in the order of the key ids; none for a message that nobody has signed yet.
  package private(set) var signatures: [Signature]

  /// A message that nobody has signed yet.
  package init(payload: [UInt8], type: String) {
    protected = Self.header(type)
    self.payload = payload
    signatures = []
  }

  /// Reads tag 98 with that type in the body's header; nil for anything else, a label that is not understood, two
  /// signatures under one key id and signatures in another order than that of the key ids among it.
  package init?(_ value: CBORValue, type: String) {
    guard case .tagged(98, .array(let parts)) = value, parts.count == 4,
      parts[0].byteString == Self.header(type), case .map(let unprotected) = parts[1],
      unprotected.isEmpty, let payload = parts[2].byteString, case .array(let entries) = parts[3],
      entries.count <= Self.maximumSignatures
    else { return nil }
    protected = Self.header(type)
    self.payload = payload
    signatures = []
    for entry in entries {
      guard case .array(let parts) = entry, parts.count == 3, let protected = parts[0].byteString,
        let header = try? COSEProtectedHeader(encoded: protected),
        case .map(let unprotected) = parts[1], unprotected.isEmpty,
        let signature = parts[2].byteString, signature.count == 64,
        signatures.last.map({
          $0.keyIdentifier.bytes.lexicographicallyPrecedes(header.keyIdentifier.bytes)
        }) ?? true
      else { return nil }
      signatures.append(
        Signature(
          protected: protected, keyIdentifier: header.keyIdentifier, signature: signature))
    }
  }

  /// The message as a CBOR item.
  package var cbor: CBORValue {
    .tagged(
      98,
      .array([
        .bytes(protected), .map([]), .bytes(payload),
        .array(
          signatures.map { .array([.bytes($0.protected), .map([]), .bytes($0.signature)]) }),
      ]))
  }

  /// Adds the key's signature, in the place of an older one of the same key.
  package mutating func sign(with key: SigningKey) throws(SigningKey.SigningError) {
    let identifier = key.issuerKey.publicKey.identifier
    let header = COSEProtectedHeader(algorithm: .ed25519, keyIdentifier: identifier).encoded
    let signature = try key.signature(over: signatureStructure(header))
    insert(Signature(protected: header, keyIdentifier: identifier, signature: signature))
  }

  /// Adds the signatures of another copy of the same message. Returns false, and changes nothing, for another message.
  package mutating func merge(_ other: COSESign) -> Bool {
    guard other.payload == payload, other.protected == protected else { return false }
    for signature in other.signatures
    where !signatures.contains(where: { $0.keyIdentifier == signature.keyIdentifier }) {
      insert(signature)
    }
    return true
  }

  /// Removes bad signatures under these keys' ids and returns those ids. A bad signature would block the true one from
  /// another copy.
  package mutating func dropFalseSignatures(of keys: [Ed25519PublicKey]) -> [KeyIdentifier] {
    let signers = signers(among: keys)
    let identifiers = Set(keys.map(\.identifier))
    func isFalse(_ entry: Signature) -> Bool {
      identifiers.contains(entry.keyIdentifier) && !signers.contains(entry.keyIdentifier)
    }
    let dropped = signatures.filter(isFalse).map(\.keyIdentifier)
    signatures.removeAll(where: isFalse)
    return dropped
  }

  /// Removes all signatures that are not under these keys' ids, and returns their number.
  package mutating func dropSignatures(notOf keys: [Ed25519PublicKey]) -> Int {
    let identifiers = Set(keys.map(\.identifier))
    let before = signatures.count
    signatures.removeAll { !identifiers.contains($0.keyIdentifier) }
    return before - signatures.count
  }

  /// Returns the keys that have a valid signature here. A key that is named twice counts once.
  package func signers(among keys: [Ed25519PublicKey]) -> Set<KeyIdentifier> {
    var signers: Set<KeyIdentifier> = []
    for key in keys {
      let identifier = key.identifier
      guard let entry = signatures.first(where: { $0.keyIdentifier == identifier }) else {
        continue
      }
      if key.verifies(signature: entry.signature, message: signatureStructure(entry.protected)) {
        signers.insert(identifier)
      }
    }
    return signers
  }

  private mutating func insert(_ signature: Signature) {
    signatures.removeAll { $0.keyIdentifier == signature.keyIdentifier }
    signatures.append(signature)
    signatures.sort { $0.keyIdentifier.bytes.lexicographicallyPrecedes($1.keyIdentifier.bytes) }
  }

  /// `["Signature", body protected, signer protected, external data of length 0, payload]` (RFC 9052 §4.4).
  private func signatureStructure(_ signer: [UInt8]) -> [UInt8] {
    CBORValue.array([
      .text("Signature"), .bytes(protected), .bytes(signer), .bytes([]), .bytes(payload),
    ]).encoded
  }

  private static func header(_ type: String) -> [UInt8] {
    CBORValue.keyed([COSEHeaderLabel.type: .text(type)]).encoded
  }
}
