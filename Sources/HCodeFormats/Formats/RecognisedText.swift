import HCodeBase

/// Which format a text is of, decided once, by how it begins and by its shape. What comes of it later never leads back here: a
/// damaged certificate is a damaged certificate of its format.
package enum RecognisedText: Equatable, Sendable {
  /// Our own, this version; or so close to its prefix that it can only be a damaged or altered one.
  case healthCode
  /// Our own, of another version, with the number.
  case otherVersion(String)
  /// Another's.
  case foreign(CertificateFormat)
  /// A kind that is known and that this program cannot decide; which, in English.
  case notOffline(String)
  /// A web link. It is never opened.
  case webLink
  /// Anything else.
  case unknown

  /// Recognises a text, which may be binary, by its first bytes.
  package init(_ text: [UInt8]) {
    if let format = Self.foreignFormat(text) {
      self = .foreign(format)
      return
    }
    let start = text.drop { $0 == 0x20 }.prefix(24).map {
      (0x61...0x7A).contains($0) ? $0 - 0x20 : $0
    }
    if start.starts(with: "SHLINK:/".utf8) {
      self = .notOffline("a SMART Health Link: what it names lies on a server")
      return
    }
    if start.starts(with: "LT1:".utf8) {
      self = .notOffline("a Swiss certificate light, which only its own apps decide")
      return
    }
    if start.starts(with: "HTTP://".utf8) || start.starts(with: "HTTPS://".utf8) {
      self = .webLink
      return
    }
    guard start.starts(with: "HCODE".utf8) else {
      self = .unknown
      return
    }
    let digits = text.dropFirst(5).prefix { (0x30...0x39).contains($0) }
    let isVersion =
      text.starts(with: "HCODE".utf8) && text.dropFirst(5 + digits.count).first == 0x3A
      && (digits.count == 1 || digits.count > 1 && digits.first != UInt8(ascii: "0"))
    let version = String(decoding: digits.prefix(20), as: UTF8.self)
    self = isVersion && version != "1" ? .otherVersion(version) : .healthCode
  }

  /// The format; nil where none is read.
  package var format: CertificateFormat? {
    switch self {
    case .healthCode, .otherVersion: .hcode
    case .foreign(let format): format
    case .notOffline, .webLink, .unknown: nil
    }
  }

  private static func foreignFormat(_ text: [UInt8]) -> CertificateFormat? {
    switch text.first {
    case UInt8(ascii: "H") where HCERT.recognises(text): .dcc
    case UInt8(ascii: "N") where text.starts(with: "NZCP:".utf8): .nzcp
    case UInt8(ascii: "N") where isCoronaCheck(text): .nl
    case UInt8(ascii: "D") where isTwoDDoc(text): .twoDDoc
    case UInt8(ascii: "h") where text.starts(with: TwoDDoc.link): .twoDDoc
    case UInt8(ascii: "P") where text.starts(with: ZIPFile.signature): .divoc
    case _ where SmartHealthCard.isOne(text): .shc
    case UInt8(ascii: "{"), UInt8(ascii: "["): foreignJSON(text)
    default: isIsraeli(text) ? .il : isNHS(text) ? .nhs : nil
    }
  }

  /// `NL`, a digit or letter, a colon.
  private static func isCoronaCheck(_ text: [UInt8]) -> Bool {
    guard text.count > 4, text.starts(with: "NL".utf8), text[3] == UInt8(ascii: ":") else {
      return false
    }
    return (0x30...0x39).contains(text[2]) || (0x41...0x5A).contains(text[2])
  }

  /// `DC`, two digits, and a unit separator somewhere.
  private static func isTwoDDoc(_ text: [UInt8]) -> Bool {
    text.starts(with: "DC".utf8)
      && text.dropFirst(2).prefix(2).count(where: { (0x30...0x39).contains($0) }) == 2
      && text.contains(TwoDDoc.unitSeparator)
  }

  /// By the names of members, wherever they stand: what exactly is in it is for the format to say.
  private static func foreignJSON(_ text: [UInt8]) -> CertificateFormat? {
    func names(_ member: StaticString) -> Bool {
      member.withUTF8Buffer { name in text.firstRange(of: name) != nil }
    }
    if names("\"verifiableCredential\"") { return .shc }
    if names("\"proof\"") { return .divoc }
    return names("\"data\"") && names("\"sig\"") ? .vdsnc : nil
  }

  /// Base64, `#`, and JSON.
  private static func isIsraeli(_ text: [UInt8]) -> Bool {
    guard let hash = text.prefix(1024).firstIndex(of: UInt8(ascii: "#")), hash >= 64 else {
      return false
    }
    return text.dropFirst(hash + 1).first == UInt8(ascii: "{")
  }

  /// Three parts with dots between them, the last as long as an ES256 signature: many a plain text has dots.
  private static func isNHS(_ text: [UInt8]) -> Bool {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 3 && parts[2].count == NHSPass.signatureCharacters
      && parts.allSatisfy { part in
        part.allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
      }
  }
}
