import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

/// An issuer with its secret key, which lies in locked memory. From then on the process leaves no core dump.
public struct Issuer: Sendable {
  private let key: SigningKey
  /// The public half, which agrees to be listed by an authority of the issuer's own identifier.
  public let publicKey: PublicKey

  /// Makes a key pair and opens it: `IDENTIFIER.key`, the secret, mode 0600, and `IDENTIFIER.pub` for those who shall accept the
  /// codes, both in a folder that is there. The key agrees to be listed by an authority of the issuer's own identifier; for another
  /// one run `hcode key agree`.
  ///
  /// - Parameters:
  ///   - identifier: 1 to 32 of `A-Z a-z 0-9 . _ -`, the first a letter or digit.
  ///   - name: The issuer's name for people, in any language.
  ///   - folder: Where the files are written.
  ///   - sealing: With which passphrase the secret is sealed, or that it is not.
  ///   - days: How long the key may sign and be believed; at most a hundred years count.
  ///   - now: When the key is made. It signs nothing that is dated earlier.
  /// - Throws: `.keyFile` for an identifier or a name that cannot be one, `.file` when a file of the name is there already or cannot
  ///   be written, `.passphrase` for an empty passphrase.
  public static func makeKeyPair(
    _ identifier: String, name: String, in folder: String, _ sealing: Sealing,
    validForDays days: Int = 365, at now: Instant
  ) throws(HCodeError) -> Issuer {
    try HCodeError.translating {
      let folder = FileName(folder)
      let passphrase = try sealing.guardedPassphrase()
      ProcessHardening.refuseCoreDumps()
      guard let seed = GuardedBytes(randomCount: 32) else { throw FileError.noLockedMemory }
      guard let issuer = IssuerIdentifier(identifier),
        let key = IssuerKey(
          issuer: issuer, name: name, publicKey: try SigningKey.publicKey(seed: seed),
          created: now.timestamp,
          expires: now.timestamp.advanced(bySeconds: Int64(min(max(days, 0), 36_525)) * 86_400))
      else {
        throw HCodeError(
          .keyFile, detail: "the identifier, the name or the validity cannot be a key's")
      }
      let secretName = folder.appending(Array("\(identifier).key".utf8))
      let publicName = folder.appending(Array("\(identifier).pub".utf8))
      try AtomicFile.checkWritable(secretName, force: nil)
      let file = try SecretKeyFile(seed: seed, issuerKey: key, passphrase: passphrase)
      let made = try Issuer(key: SigningKey(seed: seed, issuerKey: key))
      // The secret last: where there is a secret key there is the public one too.
      try AtomicFile.write(Array(made.publicKey.file.utf8), to: publicName, force: nil)
      try file.bytes.withUnsafeMutableBytes {
        try AtomicFile.write(
          UnsafeRawBufferPointer($0), to: secretName, mode: 0o600, force: nil)
      }
      return made
    }
  }

  /// Opens a secret key file, of `hcode keygen` or `makeKeyPair`.
  ///
  /// - Throws: `.passphrase` when it is wrong, when the file is sealed and `.unsealed` was said, and the other way round; `.keyFile`
  ///   when it is no secret key, or others may read or replace it; `.file` when it cannot be read.
  public init(keyFile path: String, _ sealing: Sealing) throws(HCodeError) {
    self = try HCodeError.translating {
      let passphrase = try sealing.guardedPassphrase()
      var isSealed = false
      let key = try SecretKey.open(FileName(path)) {
        isSealed = true
        guard let passphrase else { throw SecretKeyFile.OpeningError.passphraseNeeded }
        return passphrase
      }
      guard isSealed == (passphrase != nil) else {
        throw HCodeError(
          .passphrase, place: path, detail: "it is not sealed: open it with .unsealed, or seal it")
      }
      return try Issuer(key: key)
    }
  }

  private init(key: SigningKey) throws {
    self.key = key
    let agreement = try KeyAgreement(of: key, with: key.issuerKey.issuer, use: .codes)
    publicKey = PublicKey(key: key.issuerKey.agreed(agreement) ?? key.issuerKey)
  }

  /// Signs a code, verifies it, draws it and scans the picture. Nothing is logged and no registry is told: that is what
  /// `hcode issue` has for offices that revoke codes.
  ///
  /// - Parameters:
  ///   - claims: What the code shall state.
  ///   - now: The time of issue.
  ///   - oneOfficer: Whether red is signed by this key alone. Only checkpoints that trust the key file itself, or whose list says
  ///     so, take such a code; two officers sign with `hcode issue --request` and `hcode approve`.
  /// - Throws: `.claims` for what a verifier would refuse, for red without `oneOfficer`, and for times outside the key's validity;
  ///   `.drawing` when it does not fit a symbol or does not read as what was signed.
  public func issue(
    _ claims: Claims, at now: Instant, oneOfficer: Bool = false
  ) throws(HCodeError) -> IssuedCode {
    try HCodeError.translating {
      guard claims.colour != .red || oneOfficer else {
        throw HCodeError(.claims, detail: "red takes two officers, or oneOfficer: true")
      }
      let claims = try claims.native(issuer: key.issuerKey.issuer, issuedAt: now.timestamp)
      let desk = Desk<Void>(log: nil, grant: nil) { code, _ in
        _ = try IssuedCode.drawing(code, .png, moduleSize: 4, quietZone: 4).finished()
      }
      return IssuedCode(
        code: CodeText(try desk.sign(NewCode(claims, by: key), at: now.timestamp).issued))
    }
  }
}

extension Sealing {
  /// The passphrase in locked memory; nil without one.
  fileprivate func guardedPassphrase() throws -> GuardedBytes? {
    guard case .passphrase(let text) = self else { return nil }
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { throw HCodeError(.passphrase, detail: "it is empty") }
    guard let guarded = bytes.withUnsafeBytes({ GuardedBytes(copying: $0) }) else {
      throw FileError.noLockedMemory
    }
    return guarded
  }
}
