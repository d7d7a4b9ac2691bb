@testable import HCodeBase
@testable import HCodeCore
import Testing

/// A key, a scope, and a faulty issuer: it signs whatever it is told, so that what stands behind the signature can be reached.
struct StatusListFixture {
  let key: SigningKey
  let scope: StatusListScope

  init() throws {
    let seed = try #require(GuardedBytes(randomCount: 32))
    let created = try #require(Timestamp(rfc3339: "2026-01-01T00:00:00Z"))
    let issuer = try #require(IssuerIdentifier("ZZ-S1"))
    let issuerKey = try #require(
      IssuerKey(
        issuer: issuer, name: "status",
        publicKey: try SigningKey.publicKey(seed: seed), created: created,
        expires: created.advanced(bySeconds: 86_400 * 365)))
    key = try SigningKey(seed: seed, issuerKey: issuerKey)
    let uri = try #require(StatusListURI("https://example.org/zz"))
    scope = try #require(
      StatusListScope(
        uri: uri, issued: created,
        expires: created.advanced(bySeconds: 86_400 * 7), ttl: 86_400))
  }

  var publicKey: Ed25519PublicKey { key.issuerKey.publicKey }

  /// The claims of a right list, to break one of.
  func claims(_ content: CBORValue, label: CBORValue = .unsigned(65533)) -> [(
    key: CBORValue, value: CBORValue
  )] {
    [
      (.unsigned(2), .text(scope.uri.description)),
      (.unsigned(4), .integer(scope.expires.seconds)),
      (.unsigned(6), .integer(scope.issued.seconds)), (.unsigned(65534), .unsigned(86_400)),
      (label, content),
    ]
  }

  /// A file over these claims whose signature holds.
  func file(
    _ claims: [(key: CBORValue, value: CBORValue)], type: String = "application/statuslist+cwt"
  ) throws -> [UInt8] {
    try file(payload: CBORValue.map(claims).encoded, type: type)
  }

  func file(payload: [UInt8], type: String = "application/statuslist+cwt") throws -> [UInt8] {
    try COSESign1.signed(
      payload,
      header: COSEProtectedHeader(
        algorithm: .ed25519, keyIdentifier: publicKey.identifier, type: type), with: key
    ).cbor.encoded
  }

  /// A list's content.
  static func content(_ lst: [UInt8], bits: CBORValue = .unsigned(2)) -> CBORValue {
    .map([(.text("lst"), .bytes(lst)), (.text("bits"), bits)])
  }

  static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
    try #require(Zlib.Compressor(level: 6)?.compress(bytes))
  }
}

/// The refusal of a body, by name; nil when it is taken.
func refusal(_ body: () throws -> Void) throws -> ImportRefusal.Name? {
  do {
    try body()
    return nil
  } catch let refusal as ImportRefusal {
    return refusal.name
  }
}
