import HCodeBase
import HCodeCore

/// Issues for the conformance kit. A key is the SHA-256 of a published text, never a secret that somebody gives: so no question can make
/// a code that anybody believes, and no key of an office ever comes near.
enum ConformanceIssuer {
  /// The code of these claims, or the reason why nobody may sign them.
  static func answer(to claims: JSONValue, key: String, second: String?) throws -> JSONFields {
    func refused(_ reason: String) -> JSONFields { ["outcome": .string(reason)] }
    do {
      let claims = try HealthClaims(payload: try cbor(claims).encoded) { _ in true }
        .checkedForIssue()
      let first = try signingKey(key, issuer: claims.issuer)
      let code = try HealthCode.issue(claims, with: first)
      guard let second else { return ["text": .string(String(decoding: code.text, as: UTF8.self))] }
      guard claims.status == .red else { return refused("unexpected-countersignature") }
      let officer = try signingKey(second, issuer: claims.issuer)
      guard officer.keyIdentifier != first.keyIdentifier else { return refused("same-officer") }
      let both = try HealthCode.issued(
        try code.message.countersigned(with: officer), claims, first.issuerKey)
      return ["text": .string(String(decoding: both.text, as: UTF8.self))]
    } catch let malformed as MalformedCode {
      return refused(malformed.reason.rawValue)
    } catch HealthCode.IssuingError.tooLong {
      return refused(VerdictReason.textTooLong.rawValue)
    }
  }

  /// The key that belongs to a text, good for all times.
  private static func signingKey(
    _ text: String, issuer: IssuerIdentifier
  ) throws -> SigningKey {
    let digest = Digest(of: Array("hcode test vector \(text)".utf8)).bytes
    guard let seed = digest.withUnsafeBytes({ GuardedBytes(copying: $0) }),
      let from = Timestamp(seconds: 0), let until = Timestamp(seconds: 253_402_300_799),
      let issuerKey = IssuerKey(
        issuer: issuer, name: "conformance", publicKey: try SigningKey.publicKey(seed: seed),
        created: from, expires: until)
    else { throw ConformanceQuestion.Unanswerable(why: "there is no memory for a key") }
    return try SigningKey(seed: seed, issuerKey: issuerKey)
  }

  /// The CBOR of claims in JSON: names are numbers, and `{"bytes": HEX}` is a byte string.
  private static func cbor(_ value: JSONValue) throws -> CBORValue {
    switch value {
    case .string(let text): return .text(text)
    case .array(let elements): return .array(try elements.map(cbor))
    case .number:
      guard let number = value.integer else { break }
      return .integer(number)
    case .object(let members):
      if members.count == 1, let hex = members["bytes"]?.string, let bytes = Hex.decode(hex) {
        return .bytes(bytes)
      }
      return .map(
        try members.map { member in
          guard let label = Int64(member.key) else {
            throw ConformanceQuestion.Unanswerable(why: "'\(member.key)' is no number")
          }
          return (key: .integer(label), value: try cbor(member.value))
        })
    case .null, .boolean: break
    }
    throw ConformanceQuestion.Unanswerable(
      why: "the claims have something that CBOR of codes has not")
  }
}
