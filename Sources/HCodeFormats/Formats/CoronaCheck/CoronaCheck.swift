import HCodeBase
import HCodeCore

/// CoronaCheck of the Netherlands (Ministry of Health, Welfare and Sport). A code is no signature but a proof that its
/// maker knows one, made anew each time the code is shown (Idemix: Camenisch–Lysyanskaya signatures), over a few
/// attributes. Two showings cannot be linked.
enum CoronaCheck: ForeignFormat {
  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

  /// `NL`, a digit or letter, a colon.
  static func match(_ text: [UInt8]) -> TextMatch? {
    guard text.count > 4, text.starts(with: "NL".utf8), text[3] == UInt8(ascii: ":"),
      (0x30...0x39).contains(text[2]) || (0x41...0x5A).contains(text[2])
    else { return nil }
    return .beginning
  }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    guard text.count <= HealthCode.maximumCharacters else {
      throw .forged(.textTooLong, "\(text.count) characters, more than a symbol holds")
    }
    guard text.starts(with: "NL".utf8), text.dropFirst(3).first == UInt8(ascii: ":") else {
      throw .forged(.malformedPrefix, "it does not begin with NL2: or NL3:")
    }
    let coding = text[2]
    guard coding == UInt8(ascii: "2") || coding == UInt8(ascii: "3") else {
      throw .undecided(.unknownVersion, detail: "a coding of CoronaCheck other than 2 and 3")
    }
    // All characters together are the digits of one number, unlike in RFC 9285.
    let digits = text.dropFirst(4).map { alphabet.firstIndex(of: $0).map(UInt8.init) ?? 45 }
    guard let bytes = BigNumber(digits: digits, base: 45)?.bytes else {
      throw .forged(.malformedEncoding, "a character that is not in the alphabet of Base45")
    }
    return UnverifiedCoronaCheck(
      proof: try CoronaCheckProof(bytes, hasSeveralResponses: coding == UInt8(ascii: "3")))
  }

  static func keyName(_ identifier: String) -> ForeignKeyName {
    ForeignKeyName(.nl, identifier: Array(identifier.utf8))
  }

  /// The name under which a denied proof is looked up.
  static func denialName(_ identifier: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.nl, issuer: deniedIssuer, identifier: identifier)
  }

  static let deniedIssuer = "denylist"
}
