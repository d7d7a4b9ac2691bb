import HCodeBase
import HCodeCore

/// 2D-DOC of France's ANTS, versions 2 to 4, for test results (type B2) and vaccinations (L1): a header of fixed length, fields, a
/// unit separator and an ECDSA signature in Base32 over everything before the separator. The same text came as a link in a QR code (`CertificateLink`).
enum TwoDDoc: ForeignFormat {
  static let unitSeparator: UInt8 = 0x1F

  /// `DC`, two digits, and a unit separator somewhere.
  static func match(_ text: [UInt8]) -> TextMatch? {
    guard text.starts(with: "DC".utf8),
      text.dropFirst(2).prefix(2).count(where: { (0x30...0x39).contains($0) }) == 2,
      text.contains(unitSeparator)
    else { return nil }
    return .beginning
  }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    guard text.count <= HealthCode.maximumCharacters else {
      throw .forged(.textTooLong, "\(text.count) characters, more than a symbol holds")
    }
    guard text.allSatisfy({ $0 < 0x80 }) else {
      throw .forged(.malformedEncoding, "a character that is not ASCII")
    }
    let header = try Header(text)
    let parts = text.split(separator: unitSeparator, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw .forged(.malformedStructure, "not one unit separator before the signature")
    }
    guard parts[0].count >= header.count else {
      throw .forged(.malformedStructure, "the header is cut short")
    }
    let digits = parts[1].reversed().drop { $0 == UInt8(ascii: "=") }.reversed()
    let signature: [UInt8]
    do { signature = try Base32.decode(Array(digits)) } catch {
      throw .forged(.malformedEncoding, "the signature is no Base32: \(error)")
    }
    return UnverifiedTwoDDoc(
      header: header, message: Array(parts[0]), signature: signature)
  }

  /// What stands before the fields.
  struct Header {
    /// Characters: 22, 24 or 26, by version.
    let count: Int
    /// The certification authority and its certificate, four characters each.
    let unverifiedAuthority, certificate: String
    /// The type of document.
    let type: String

    init(_ text: [UInt8]) throws(ForeignFailure) {
      let characters = text.prefix(26).map { Character(Unicode.Scalar($0)) }
      guard let count = ["02": 22, "03": 24, "04": 26][String(characters.dropFirst(2).prefix(2))]
      else {
        throw .undecided(.unknownVersion, detail: "a version of 2D-DOC other than 2 to 4")
      }
      let isPlain = characters.prefix(count).allSatisfy { $0.isNumber || $0.isUppercase }
      let isDated = characters.dropFirst(12).prefix(8).allSatisfy(\.isHexDigit)
      guard characters.count >= count, isPlain, isDated else {
        throw .forged(.malformedHeader, "the header is not \(count) characters of the right kinds")
      }
      self.count = count
      unverifiedAuthority = String(characters[4..<8])
      certificate = String(characters[8..<12])
      type = String(characters[20..<22])
    }
  }

  /// Reads a JSON object with `keys` (`ca`, `cert`, `spki`). Nothing of it is signed.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    guard let keys = try ForeignKeyList.members(file)["keys"]?.array else {
      throw ImportRefusal(.malformedList, "member keys is missing")
    }
    return try ForeignKeyList.entries(keys) { key in
      guard let authority = key["ca"]?.string, let certificate = key["cert"]?.string else {
        return nil
      }
      return ForeignKeyName(.twoDDoc, issuer: authority, identifier: Array(certificate.utf8))
    }
  }
}
