import HCodeBase
import HCodeCore

/// The domestic pass of the NHS in England, 2021: `kid.payload.signature`. ES256 is over the UTF-16LE of `kid.payload`, since the
/// issuer's library called that "Unicode"; the payload is a letter, an end as yyMMddHHmm in UTC, and a name.
enum NHSPass: ForeignFormat {
  /// base64url of 64 bytes.
  static let signatureCharacters = 86

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 3, text.count <= HealthCode.maximumCharacters else {
      throw .forged(.malformedStructure, "not three parts with dots between them")
    }
    guard let payload = Base64.decodeURL(parts[1]),
      let signature = Base64.decodeURL(parts[2])
    else { throw .forged(.malformedEncoding, "a part is no base64url") }
    return UnverifiedNHSPass(
      keyIdentifier: parts[0], payload: payload, signature: signature,
      signed: (parts[0] + "." + parts[1]).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
  }

  /// Reads a JSON object with `keys` (`kid`, `spki`). Nothing of it is signed.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    guard let keys = try ForeignKeyList.members(file)["keys"]?.array else {
      throw ImportRefusal(.malformedList, "member keys is missing")
    }
    return ForeignKeyList.entries(keys) { key in key["kid"]?.string.map(keyName) }
  }

  static func keyName(_ identifier: String) -> ForeignKeyName {
    ForeignKeyName(.nhs, identifier: Array(identifier.utf8))
  }
}

struct UnverifiedNHSPass: UnverifiedForeignCertificate {
  let keyIdentifier: String
  let payload: [UInt8]
  let signature: [UInt8]
  let signed: [UInt8]

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    let name = NHSPass.keyName(keyIdentifier)
    let records = try trust.records(name)
    guard !records.isEmpty else {
      throw .undecided(.unknownKey, detail: "no trusted key is \(keyIdentifier)")
    }
    for record in records {
      guard let key = record.verificationKey,
        key.verifies(signature: signature, message: signed, algorithm: .es256)
      else { continue }
      let statement = try ForeignFailure.malformed { () throws(MalformedCode) in
        try unverifiedStatement()
      }
      let hasEnded = statement.expires.map { now >= $0 } ?? true
      return GenuineForeignCertificate(
        statement: statement, record: record, keyName: name, refusals: hasEnded ? [.expired] : [])
    }
    throw .forged(.badSignature, "the signature is not that of the key")
  }

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    guard let text = String(validating: payload, as: UTF8.self), let kind = text.first else {
      throw MalformedCode(.malformedClaims, "the payload is no text")
    }
    let digits = text.dropFirst().prefix(10)
    let name = text.dropFirst(11)
    guard kind != "\n", digits.count == 10, !name.isEmpty,
      let end = Timestamp(rfc3339: Self.rfc3339(digits))
    else { throw MalformedCode(.malformedClaims, "the payload has no end, or nobody's name") }
    var statement = ForeignStatement(.nhs)
    statement.country = "GB"
    statement.issuer = "NHS"
    statement.expires = end
    statement.holder.name = String(name)
    return statement
  }

  /// Of yyMMddHHmm; no time when the digits are none.
  private static func rfc3339(_ digits: Substring) -> String {
    let pairs = stride(from: 0, to: 10, by: 2).map { digits.dropFirst($0).prefix(2) }
    return "20\(pairs[0])-\(pairs[1])-\(pairs[2])T\(pairs[3]):\(pairs[4]):00Z"
  }
}
