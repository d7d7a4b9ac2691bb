import HCodeCore
import HCodeBase

/// Israel's first form of 2021 (Ministry of Health, "Ramzor"): the base64 of a signature, `#`, and the JSON that is signed as it
/// stands. Type 2 is RSA PKCS#1 v1.5 with SHA-256, type 3 ECDSA on P-256 with SHA-256 in DER.
enum IsraeliCertificate: ForeignFormat {
  /// Base64, `#`, and JSON.
  static func match(_ text: [UInt8]) -> TextMatch? {
    guard !RecognisedText.isJSON(text),
      let hash = text.prefix(1024).firstIndex(of: UInt8(ascii: "#")), hash >= 64,
      text.dropFirst(hash + 1).first == UInt8(ascii: "{")
    else { return nil }
    return .shape
  }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    // The JSON may hold further ones.
    guard let hash = text.firstIndex(of: UInt8(ascii: "#")) else {
      throw .forged(.malformedPrefix, "no # behind a signature")
    }
    guard
      let signature = Base64.decode(String(decoding: text[..<hash], as: UTF8.self))
    else { throw .forged(.malformedEncoding, "what stands before # is no base64") }
    let message = Array(text[(hash + 1)...])
    let members: JSONFields?
    do { members = try JSONValue(message).object } catch {
      throw .forged(error.reason(.malformedStructure), "what stands behind # is no JSON: \(error)")
    }
    guard let members, let issuer = members["c"]?.string,
      let type = members["et"]?.number.flatMap({ UInt8($0) })
    else {
      throw .forged(.malformedStructure, "members c and et, the issuer and its key, are missing")
    }
    return UnverifiedIsraeliCertificate(
      signature: signature, message: message, members: members, unverifiedIssuer: issuer,
      keyType: type)
  }

  /// The name of a key.
  static func keyName(_ issuer: String, _ type: UInt8) -> ForeignKeyName {
    ForeignKeyName(.il, issuer: issuer, identifier: [type])
  }

  /// The name under which a batch of certificates is revoked: `cn` coarse, `fn` fine.
  static func revocationName(_ member: String, _ batch: String) -> ForeignKeyName {
    ForeignKeyName(.il, issuer: revocationIssuer(member), identifier: Array(batch.utf8))
  }

  static func revocationIssuer(_ member: String) -> String { "revoked " + member }
}
