/// Which format a text is of, decided once, by how it begins.
public enum RecognisedText: Equatable, Sendable {
  /// Our own, this version; or so close to its prefix that it can only be a damaged or altered one.
  case healthCode
  /// Our own, of another version, with the number.
  case otherVersion(String)
  /// A web link. It is never opened.
  case webLink
  /// Anything else.
  case unknown

  /// Recognises a text by its first bytes.
  public init(_ text: [UInt8]) {
    let start = text.drop { $0 == 0x20 }.prefix(24).map {
      (0x61...0x7A).contains($0) ? $0 - 0x20 : $0
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
}
