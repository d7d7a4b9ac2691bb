import HCodeBase
import HCodeCore

/// The identity QR code of claim 169 (IANA's registry of CWT claims; MOSIP "169 – QR Code Specifications" 1.1 and 1.2): Base45 without a
/// prefix, zlib, COSE_Sign1, CWT. It says who somebody is, and nothing of health.
enum Claim169: ForeignFormat {
  /// The most bytes of an inflated message; a face in it has a few thousand.
  private static let maximumMessageBytes = 65_536
  /// Fewer characters than any signed identity has: 64 bytes of signature alone are 96.
  private static let leastCharacters = 96

  /// How Base45 begins where a zlib stream does: 78 and one of 01, 5E, 9C, DA (RFC 1950 §2.2).
  private static let beginnings = ["V7F", "Y9F", "6BF", "NCF"].map { Array($0.utf8) }

  /// A text without a prefix is an identity when it holds claim 169: other formats have the same layers, and a damaged text of one of them is
  /// nothing that is known.
  static func match(_ text: [UInt8]) -> TextMatch? {
    guard text.count >= leastCharacters, beginnings.contains(where: text.starts),
      let bytes = try? bytes(of: text),
      let (value, isEncrypted) = try? COSEForeignMessage.content(of: bytes)
    else { return nil }
    if isEncrypted { return .shape }
    guard let parts = value.array, parts.count == 4, let payload = parts[2].byteString,
      let claims = CBORMembers(try? CBORDecoder.decode(payload, limits: .foreign)),
      claims[UnverifiedClaim169.identityClaim] != nil
    else { return nil }
    return .shape
  }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    try UnverifiedClaim169(try bytes(of: text))
  }

  /// The message. A line end after the text does not belong to it.
  private static func bytes(of text: [UInt8]) throws(ForeignFailure) -> [UInt8] {
    guard text.count <= HealthCode.maximumCharacters else {
      throw .forged(.textTooLong, "\(text.count) characters, more than a symbol holds")
    }
    let end = text.lastIndex { $0 != 0x0A && $0 != 0x0D } ?? -1
    let compressed: [UInt8]
    do { compressed = try Base45.decode(text[..<(end + 1)]) } catch {
      throw .forged(.malformedBase45, "\(error)")
    }
    do { return try Zlib.inflate(compressed, limit: maximumMessageBytes) } catch {
      throw error == .tooLarge
        ? .forged(.tooLarge, "it inflates to more than \(maximumMessageBytes) bytes")
        : .forged(.malformedEncoding, "behind the Base45: no zlib stream: \(error)")
    }
  }
}
