import HCodeBase
package import HCodeCore

/// Keys of which a number have to sign together: root keys, or snapshot keys (a role in TUF and in docs/trust.md §2).
package struct KeyThreshold: Hashable, Sendable {
  /// How many different keys have to sign, at least 1.
  package let threshold: Int
  /// 1 to 16 keys, in bytewise order.
  package let keys: [Ed25519PublicKey]

  /// Nil when the threshold cannot be met, and for no keys, too many, or one key twice.
  package init?(threshold: Int, keys: [Ed25519PublicKey]) {
    guard (1...16).contains(keys.count), (1...keys.count).contains(threshold),
      Set(keys).count == keys.count
    else { return nil }
    self.threshold = threshold
    self.keys = keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  /// SHA-256 of the CBOR in lower-case hexadecimal. Operators compare it over the telephone to pin all keys and the
  /// threshold at once.
  package var fingerprint: String { Hex.encode(Sodium.sha256(cbor.encoded)) }

  /// The keys whose signatures hold.
  package func signers(of message: COSESign) -> Set<KeyIdentifier> { message.signers(among: keys) }

  /// Whether enough different keys have signed.
  package func isSatisfied(by message: COSESign) -> Bool {
    signers(of: message).count >= threshold
  }

  var cbor: CBORValue {
    .array([.unsigned(UInt64(threshold)), .array(keys.map { .bytes($0.bytes) })])
  }

  init(_ value: CBORValue, _ place: String) throws(ImportRefusal) {
    guard case .array(let parts) = value, parts.count == 2,
      let threshold = parts[0].integer.flatMap({ Int(exactly: $0) }),
      case .array(let encoded) = parts[1], encoded.count <= 16
    else { throw NumberedMembers.malformed(place, "is no role: a threshold and 1 to 16 keys") }
    let keys = encoded.compactMap { $0.byteString.flatMap { Ed25519PublicKey(bytes: $0) } }
    guard keys.count == encoded.count else {
      throw NumberedMembers.malformed(place, "holds a key that is not a strong Ed25519 key")
    }
    guard let role = KeyThreshold(threshold: threshold, keys: keys), role.keys == keys else {
      throw NumberedMembers.malformed(
        place, "has a threshold that cannot be met, a key twice, or keys out of order")
    }
    self = role
  }
}
