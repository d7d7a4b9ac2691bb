import HCodeBase

/// Which format a text is of. Decided once, by its beginning and its shape: if it turns out to be damaged later, it is a damaged
/// certificate of that format.
package enum RecognisedText: Equatable, Sendable {
  /// Our own, this version; or so close to its prefix that it can only be a damaged or altered one.
  case healthCode
  /// Our own, of another version, with the number.
  case otherVersion(String)
  /// Another's.
  case foreign(CertificateFormat)
  /// A kind that is known and that this program cannot decide; which, in English.
  case notOffline(String)
  /// Longer than any code or card is (`InputBudget.textBytes`): nothing in it is looked at.
  case tooLong
  /// A web link. It is never opened.
  case webLink
  /// Anything else.
  case unknown

  /// Recognises a text, which may be binary, by its first bytes.
  package init(_ text: [UInt8]) {
    guard text.count <= InputBudget.textBytes else {
      self = .tooLong
      return
    }
    switch CertificateLink.content(of: text) {
    case .nothing: break
    case .several:
      self = .notOffline("a link with more in it than one certificate")
      return
    case .certificate(let certificate):
      let inside = RecognisedText(certificate)
      // A 2D-DOC that is cut short is one all the same, since the link says so.
      self = inside == .unknown && certificate.starts(with: "DC".utf8) ? .foreign(.twoDDoc) : inside
      return
    }
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
    case .notOffline, .tooLong, .webLink, .unknown: nil
    }
  }

  private static func foreignFormat(_ text: [UInt8]) -> CertificateFormat? {
    var byShape: CertificateFormat?
    for format in CertificateFormat.allCases {
      switch format.reader?.match(text) {
      case .beginning: return format
      case .shape: byShape = byShape ?? format
      case nil: continue
      }
    }
    return byShape
  }
}
