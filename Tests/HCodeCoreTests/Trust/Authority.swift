@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeTrust
import Testing

/// Keys from fixed seeds and lists of them, for tests. Never trust these keys.
enum Authority {
  static let now = time("2026-11-24T10:00:00Z")

  static func time(_ text: String) -> Timestamp {
    guard let time = Timestamp(rfc3339: text) else { fatalError("\(text) is no time") }
    return time
  }

  static func identifier(_ text: String) -> IssuerIdentifier {
    guard let identifier = IssuerIdentifier(text) else { fatalError("\(text) is no identifier") }
    return identifier
  }

  static func names(_ text: String) -> AuthorityNames {
    guard let names = AuthorityNames(["en": text, "zh": "河南"]) else { fatalError(text) }
    return names
  }

  static func key(_ number: UInt8, issuer: String = "CN-HA") throws -> SigningKey {
    let seed = SecretKeyFileTests.guarded([UInt8](repeating: number, count: 32))
    let publicKey = try SigningKey.publicKey(seed: seed)
    let issuerKey = try #require(
      IssuerKey(
        issuer: identifier(issuer), name: "Key \(number)", publicKey: publicKey,
        created: time("2026-01-01T00:00:00Z"), expires: time("2028-01-01T00:00:00Z")))
    return try SigningKey(seed: seed, issuerKey: issuerKey)
  }

  static func publicKey(_ number: UInt8) throws -> Ed25519PublicKey {
    try key(number).issuerKey.publicKey
  }

  static func role(_ threshold: Int, _ numbers: [UInt8]) throws -> KeyThreshold {
    try #require(KeyThreshold(threshold: threshold, keys: try numbers.map(publicKey)))
  }

  static func list(
    _ authority: String = "CN-HA", version: UInt64 = 1, roots: KeyThreshold,
    issuers: [ListedIssuer] = [], recognitions: [Recognition] = [], name: String = "Henan",
    issued: Timestamp = now
  ) throws -> TrustList {
    try TrustList(
      authority: identifier(authority), names: names(name), version: version, issued: issued,
      expires: issued.advanced(bySeconds: 30 * 86_400), timeToLive: 86_400, roots: roots,
      issuers: issuers, recognitions: recognitions)
  }

  static func signed(_ list: TrustList, by numbers: [UInt8]) throws -> SignedTrustList {
    var signed = SignedTrustList(list)
    for number in numbers { try signed.sign(with: key(number)) }
    return try SignedTrustList(bytes: signed.bytes)
  }

  /// An issuer with one key, which agreed to be listed by that authority.
  static func issuer(
    _ id: String, key number: UInt8, of authority: String = "CN-HA"
  ) throws -> ListedIssuer {
    let grant = try #require(Grant(statuses: [.green], evidence: [.pcr: 4320]))
    let key = try #require(
      ListedKey(
        publicKey: publicKey(number), notBefore: time("2026-01-01T00:00:00Z"),
        until: time("2028-01-01T00:00:00Z"), use: .codes(grant, statusList: nil),
        agreement: KeyAgreement(
          of: Self.key(number, issuer: id), with: identifier(authority), use: .codes
        ).signature))
    return try #require(
      ListedIssuer(identifier: identifier(id), names: names(id), keys: [key]))
  }

  static func recognition(_ authority: String, roots: KeyThreshold) throws -> Recognition {
    Recognition(
      authority: identifier(authority), names: names(authority), roots: roots,
      terms: try #require(Recognition.Terms(statuses: [.green])))
  }
}
