package import HCodeBase
package import HCodeCore
package import HCodeSystem

/// A key pair that is made here: the secret never leaves the machine.
package struct NewKey {
  /// The public half, with its agreements.
  package let key: IssuerKey
  /// What signs with it.
  package let signing: SigningKey
  private let seed: GuardedBytes

  /// Makes a key. It agrees with that authority to be listed for those uses.
  package init(
    issuer: IssuerIdentifier, name: String, valid seconds: Int64, at now: Timestamp,
    agreeingWith authority: IssuerIdentifier, for uses: [KeyAgreement.Use] = []
  ) throws {
    guard let seed = GuardedBytes(randomCount: 32),
      let bare = IssuerKey(
        issuer: issuer, name: name, publicKey: try SigningKey.publicKey(seed: seed), created: now,
        expires: now.advanced(bySeconds: seconds))
    else { throw FileError.noLockedMemory }
    signing = try SigningKey(seed: seed, issuerKey: bare)
    var key = bare
    for use in uses {
      key = key.agreed(try KeyAgreement(of: signing, with: authority, use: use)) ?? key
    }
    self.key = key
    self.seed = seed
  }

  /// Writes `NAME.pub` and, last, `NAME.key`: where there is a secret key there is the public one too.
  package func write(
    _ name: String, publicTo publicFolder: FileName, secretTo secretFolder: FileName,
    passphrase: GuardedBytes?
  ) throws {
    let file = try SecretKeyFile(seed: seed, issuerKey: signing.issuerKey, passphrase: passphrase)
    try AtomicFile.write(
      Array(key.json.utf8), to: publicFolder.appending(Array("\(name).pub".utf8)), force: nil)
    try file.bytes.withUnsafeMutableBytes {
      try AtomicFile.write(
        UnsafeRawBufferPointer($0), to: secretFolder.appending(Array("\(name).key".utf8)),
        mode: 0o600, force: nil)
    }
  }
}
