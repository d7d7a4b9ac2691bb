import HCodeBase
import HCodeCore

/// The domestic pass of the NHS in England, 2021: `kid.payload.signature`. ES256 is over the UTF-16LE of `kid.payload`, since the
/// issuer's library called that "Unicode"; the payload is a letter, an end as yyMMddHHmm in UTC, and a name.
enum NHSPass: ForeignFormat {
  /// base64url of 64 bytes.
  static let signatureCharacters = 86

  /// Three parts with dots between them, the last as long as an ES256 signature: many a plain text has dots.
  static func match(_ text: [UInt8]) -> TextMatch? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].count == signatureCharacters,
      parts.allSatisfy({ part in
        part.allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
      })
    else { return nil }
    return .shape
  }

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
    return try ForeignKeyList.entries(keys) { key in key["kid"]?.string.map(keyName) }
  }

  static func keyName(_ identifier: String) -> ForeignKeyName {
    ForeignKeyName(.nhs, identifier: Array(identifier.utf8))
  }
}
