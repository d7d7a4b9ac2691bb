import HCodeBase

/// A key as a store holds it, under its issuer and kid.
struct SmartHealthCardKey {
  let key: VerificationKey
  /// `crlVersion`: only a revocation list with at least this counter decides about cards of the key.
  let revocationListVersion: UInt64?
  /// The issuer's name.
  let issuerName: String?

  init?(_ content: CBORValue) {
    guard case .array(let parts) = content, parts.count == 3,
      let key = parts[0].byteString.flatMap(VerificationKey.init(subjectPublicKeyInfo:))
    else { return nil }
    self.key = key
    if case .unsigned(let version) = parts[1] {
      revocationListVersion = version
    } else {
      revocationListVersion = nil
    }
    issuerName = parts[2].textString
  }

  static func content(_ key: VerificationKey, version: UInt64?, issuerName: String?) -> CBORValue {
    .array([
      .bytes(key.subjectPublicKeyInfo), version.map { .unsigned($0) } ?? .simple(22),
      issuerName.map { .text($0) } ?? .simple(22),
    ])
  }

  /// The name of the record that says that an issuer is known at all.
  static func issuerName(_ issuer: String) -> ForeignKeyName {
    ForeignKeyName(.shc, issuer: issuer, identifier: [])
  }
}
