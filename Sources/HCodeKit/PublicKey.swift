import HCodeCore

/// An issuer's public key with what belongs to it (docs/format.md §7).
public struct PublicKey: Hashable, Sendable {
  let key: IssuerKey

  /// The issuer's identifier, such as `CN-HA`.
  public var issuer: String { key.issuer.description }
  /// The issuer's name for people.
  public var name: String { key.name }
  /// The key id that each code names: 16 hexadecimal digits. It finds a key and proves nothing.
  public var identifier: String { key.publicKey.identifier.hex }
  /// 64 hexadecimal digits, to compare over the telephone (RFC 9679 §3).
  public var fingerprint: String { key.publicKey.fingerprint }
  /// The contents of the file to give to those who shall accept the codes: JSON.
  public var file: String { key.json }
}
