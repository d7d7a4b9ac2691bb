/// Whether the file of a secret key is sealed.
public enum Sealing: Sendable {
  /// With this passphrase, by Argon2id (RFC 9106). Opening takes about a second.
  case passphrase(String)
  /// It is not: whoever reads the file, or a backup of it, can sign as the issuer.
  case unsealed
}
