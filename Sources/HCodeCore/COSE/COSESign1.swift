/// Algorithms of the COSE registry that are known here (RFC 9053, RFC 9864).
public enum COSEAlgorithm: Int64, Sendable {
  /// Ed25519, fully specified (RFC 9864). What the native code writes.
  case ed25519 = -19
}

/// A COSE_Sign1 message as it was received (RFC 9052 §4.2), before anything is believed.
///
/// The bytes of the protected header and of the payload are kept as they came: the signature is over them.
public struct COSESign1: Sendable {
  /// The encoded protected header.
  public let protected: [UInt8]
  /// The unprotected header, in the order in which it came.
  public let unprotected: [(key: CBORValue, value: CBORValue)]
  /// The payload.
  public let payload: [UInt8]
  /// The signature.
  public let signature: [UInt8]

  /// A message from its parts.
  public init(protected: [UInt8], payload: [UInt8], signature: [UInt8]) {
    self.protected = protected
    self.unprotected = []
    self.payload = payload
    self.signature = signature
  }

  /// Reads tag 18 on an array of a byte string, a map and two byte strings; nil for anything else, such as a
  /// detached payload or COSE_Sign.
  public init?(_ value: CBORValue) {
    guard case .tagged(18, .array(let parts)) = value, parts.count == 4,
      let protected = parts[0].byteString, case .map(let unprotected) = parts[1],
      let payload = parts[2].byteString, let signature = parts[3].byteString
    else { return nil }
    self.protected = protected
    self.unprotected = unprotected
    self.payload = payload
    self.signature = signature
  }

  /// The message as a CBOR item, tag 18, unprotected header empty.
  public var cbor: CBORValue {
    .tagged(18, .array([.bytes(protected), .map(unprotected), .bytes(payload), .bytes(signature)]))
  }

  /// What is signed (RFC 9052 §4.4): `["Signature1", protected, external data of length 0, payload]`.
  public static func signatureStructure(protected: [UInt8], payload: [UInt8]) -> [UInt8] {
    CBORValue.array([.text("Signature1"), .bytes(protected), .bytes([]), .bytes(payload)]).encoded
  }
}

/// The protected header of a native code: algorithm and key identifier, nothing else (docs/format.md, rule 7).
public struct COSEProtectedHeader: Sendable {
  /// Label 1.
  public let algorithm: COSEAlgorithm
  /// Label 4.
  public let keyIdentifier: KeyIdentifier

  /// A header from its parts.
  public init(algorithm: COSEAlgorithm, keyIdentifier: KeyIdentifier) {
    self.algorithm = algorithm
    self.keyIdentifier = keyIdentifier
  }

  /// The encoded header.
  public var encoded: [UInt8] {
    CBORValue.map([
      (.unsigned(1), .integer(algorithm.rawValue)), (.unsigned(4), .bytes(keyIdentifier.bytes)),
    ]).encoded
  }

  /// Reads the encoded header; refuses any label that is not understood, a critical one among them.
  public init(encoded: [UInt8]) throws(MalformedCode) {
    guard let value = try? CBORDecoder.decode(encoded, limits: .native),
      value.isDeterministic(encoded), case .map(let pairs) = value
    else { throw MalformedCode(.malformedHeader, "the protected header is no deterministic map") }
    var algorithm: CBORValue?
    var keyIdentifier: KeyIdentifier?
    for (label, value) in pairs {
      switch label {
      case .unsigned(1): algorithm = value
      case .unsigned(4):
        keyIdentifier = value.byteString.flatMap { KeyIdentifier(bytes: $0) }
        guard keyIdentifier != nil else {
          throw MalformedCode(.malformedHeader, "the key id is not a byte string of 8 bytes")
        }
      default: throw MalformedCode(.malformedHeader, "a label other than 1 and 4")
      }
    }
    guard let algorithm else { throw MalformedCode(.wrongAlgorithm, "no algorithm is named") }
    guard let known = algorithm.integer.flatMap({ COSEAlgorithm(rawValue: $0) }) else {
      throw MalformedCode(.wrongAlgorithm, "the algorithm is not -19, Ed25519")
    }
    guard let keyIdentifier else { throw MalformedCode(.malformedHeader, "no key id") }
    self.algorithm = known
    self.keyIdentifier = keyIdentifier
  }
}
