import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeGate
import HCodeSystem
import HCodeTrust
import Testing

/// Stores as `hcode trust import` makes them.
enum MadeStore {
  /// Believes that public key file as an issuer of its own authority, for a year from then on.
  static func of(publicKeyFile: String, at seconds: Int64, in folder: String) throws {
    let now = try #require(Timestamp(seconds: seconds))
    let key = try PublicKey.read(FileName(publicKeyFile))
    let names = try #require(AuthorityNames(["en": "Henan Health Commission"]))
    let seed = try #require(GuardedBytes(randomCount: 32))
    let root = try SigningKey.publicKey(seed: seed)
    let rootKey = try SigningKey(
      seed: seed,
      issuerKey: #require(
        IssuerKey(
          issuer: key.issuer, name: "Root", publicKey: root, created: now, expires: key.expires)))
    let roots = try #require(KeyThreshold(threshold: 1, keys: [root]))
    let grant = try #require(Grant(statuses: [.green, .yellow, .red], evidence: [.pcr: 4320]))
    let agreement = try #require(key.agreements.first)
    let listed = try #require(
      ListedKey(
        publicKey: key.publicKey, notBefore: key.created, until: key.expires,
        use: .codes(grant, statusList: nil),
        agreement: agreement.signature))
    var list = SignedTrustList(
      try TrustList(
        authority: key.issuer, names: names, version: 1, issued: now,
        expires: now.advanced(bySeconds: 30 * 86_400), timeToLive: 86_400, roots: roots,
        issuers: [#require(ListedIssuer(identifier: key.issuer, names: names, keys: [listed]))],
        recognitions: []))
    try list.sign(with: rootKey)
    let signed = try SignedTrustList(bytes: list.bytes)
    try TrustStore(named: FileName(folder)).change { holdings in
      _ = try holdings.take(signed, pins: [.fingerprint(roots.fingerprint)], at: now)
    }
  }

  /// Believes the trust material of New Zealand's COVID Pass.
  static func of(nzcp material: [UInt8], at seconds: Int64, in folder: String) throws {
    let now = try #require(Timestamp(seconds: seconds))
    try TrustStore(named: FileName(folder)).change { holdings in
      _ = try holdings.takeForeign(material, ForeignImportRequest(.nzcp), at: now)
    }
  }
}
