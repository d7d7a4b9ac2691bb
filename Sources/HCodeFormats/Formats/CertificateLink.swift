import HCodeBase
import HCodeCore

/// A certificate that a wallet or an authority put into a web link. Nothing opens the link.
///
/// A certificate of any format with a beginning of its own counts wherever a link ends with it: after `#`, in the value of a
/// parameter, or after the last slash. The table names the links that leave that beginning out, or whose certificates have none.
package enum CertificateLink {
  /// One kind of link.
  private struct Kind {
    /// What the link begins with; letters of either case.
    let start: String
    /// What the link leaves out of the certificate.
    let omitted: String
  }

  private static let known = [
    // France: TousAntiCovid. The first links had ?v=.
    Kind(start: "https://bonjour.tousanticovid.gouv.fr/app/wallet?v=", omitted: ""),
    Kind(start: "https://bonjour.tousanticovid.gouv.fr/app/wallet2d#", omitted: ""),
    Kind(start: "https://bonjour.tousanticovid.gouv.fr/app/walletdcc#", omitted: "HC1:"),
    // Apple's Health and Wallet.
    Kind(start: "https://redirect.health.apple.com/SMARTHealthCard/#", omitted: "shc:/"),
    Kind(start: "https://redirect.health.apple.com/EU-DCC/#", omitted: "HC1:"),
  ]

  /// How a certificate in an unknown link begins.
  private static let beginnings = ["HCODE1:", "HC1:", "NZCP:/", "SHC:/", "NL2:", "NL3:"]

  /// What a link holds.
  package enum Content: Equatable, Sendable {
    /// No certificate, or the text is no link.
    case nothing
    case certificate([UInt8])
    /// A certificate and something else that is as long as one: a wallet would show one of the two, and nobody knows which.
    case several
  }

  /// The certificate in a link; nil for any other text, for a link without one, and for one with several.
  package static func certificate(in text: [UInt8]) -> [UInt8]? {
    if case .certificate(let certificate) = content(of: text) { certificate } else { nil }
  }

  /// What a text holds, if it is a link, or a certificate that a link was taken away from and that is still escaped.
  package static func content(of text: [UInt8]) -> Content {
    guard text.count <= longest else { return .nothing }
    guard isLink(text) else {
      // The cheap question first: a code as it was issued is no more than compared.
      return !beginsACertificate(text[...]) && isEscaped(text[...])
        ? .certificate(likeliest(certificates(of: text[...]))) : .nothing
    }
    // None of these is a character of Base45.
    let isIntent = begins(text[...], "intent:")
    let components = text.split(omittingEmptySubsequences: false) {
      separators.contains($0) || isIntent && $0 == UInt8(ascii: ";")
    }
    let large = components.count { value(of: $0).count >= shortestCertificate }
    for kind in known where begins(text[...], kind.start) {
      guard large <= 1 else { return .several }
      let rests = readings(of: text[kind.start.utf8.count...])
      // The link itself may be cut short, and is then a link, as is one that holds another.
      guard !rests.contains(where: { $0.isEmpty || isLink($0) }) else { return .nothing }
      return .certificate(
        likeliest(
          rests.map { rest in
            let isWhole = begins(rest[...], kind.omitted)
            return isWhole ? rest : Array(kind.omitted.utf8) + rest
          }))
    }
    // The scheme of a link is not a certificate in it, though NZCP:// looks like one.
    let found = components.enumerated().compactMap {
      certificate(inComponent: $1, isFirst: $0 == 0)
    }
    guard let first = found.first else { return .nothing }
    return found.count == 1 && large <= 1 ? .certificate(first) : .several
  }

  private static func certificate(
    inComponent component: ArraySlice<UInt8>, isFirst: Bool
  ) -> [UInt8]? {
    for index in component.indices
    where index == component.startIndex ? !isFirst : starts.contains(component[index - 1]) {
      let rest = component[index...]
      guard isEscaped(rest) else { continue }
      let certificate = likeliest(certificates(of: rest))
      // A link within the link is not opened either.
      return isLink(certificate) ? nil : certificate
    }
    return nil
  }

  /// Whether a text begins as a certificate does; a percent sign may stand for the colon or slash of the beginning.
  private static func isEscaped(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, firstBytes.contains(first) else { return false }
    return beginsACertificate(percentDecoded(text.prefix(24))[...])
  }

  private static func beginsACertificate(_ text: ArraySlice<UInt8>) -> Bool {
    beginnings.contains { begins(text, $0) }
  }

  /// The readings that begin as a certificate does, without an escape.
  private static func certificates(of part: ArraySlice<UInt8>) -> [[UInt8]] {
    readings(of: part).filter { beginsACertificate($0[...]) }
  }

  /// What a part of a link may stand for, the likeliest first. Base45 has the blank, `+` and `%`, and makers of links differ: a form writes `+` for a blank and escapes
  /// every sign but four; others escape a blank; some escape nothing.
  private static func readings(of part: ArraySlice<UInt8>) -> [[UInt8]] {
    let (plain, escaped) = (Array(part), percentDecoded(part))
    guard !part.contains(UInt8(ascii: " ")) else {
      return plain == escaped ? [plain] : [plain, escaped]
    }
    var readings = [escaped]
    if part.contains(UInt8(ascii: "+")), !holdsEscapedBlank(part) {
      let form = percentDecoded(part.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 })
      let isForm = part.allSatisfy { isLetter($0) || $0.isASCIIDigit || "-._*%+".utf8.contains($0) }
      readings.insert(form, at: isForm ? 0 : 1)
    }
    return plain == escaped ? readings : readings + [plain]
  }

  private static func holdsEscapedBlank(_ part: ArraySlice<UInt8>) -> Bool {
    part.indices.contains { part[$0...].starts(with: "%20".utf8) }
  }

  /// The first reading that can be decoded; the first of all where none can.
  private static func likeliest(_ readings: [[UInt8]]) -> [UInt8] {
    guard readings.count > 1 else { return readings.first ?? [] }
    return readings.first(where: canBeDecoded) ?? readings.first ?? []
  }

  private static func canBeDecoded(_ text: [UInt8]) -> Bool {
    // A reading that is a link again holds nothing that is looked into.
    guard !isLink(text) else { return false }
    switch RecognisedText(text) {
    case .healthCode: return (try? HealthCode.decode(text)) != nil
    case .foreign(let format): return (try? format.reader?.decode(text)) != nil
    case .otherVersion, .notOffline, .tooLong, .webLink, .unknown: return false
    }
  }

  /// A parameter without its name.
  private static func value(of component: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let name = component.prefix { $0 != UInt8(ascii: "=") }
    return name.count < min(component.count, longestName)
      ? component[(name.endIndex + 1)...] : component
  }

  private static let withoutSlashes = ["intent:", "mailto:", "sms:", "smsto:"]
  /// No symbol holds a longer one.
  private static let longest = 16_384
  /// A signature alone takes more.
  private static let shortestCertificate = 100
  private static let longestName = 64
  private static let separators = Array("#?&".utf8)
  private static let starts = Array("=/".utf8)
  /// What a beginning begins with, in either case or escaped.
  private static let firstBytes = Array("HhNnSs%".utf8)

  /// A scheme of letters and hyphens, then `://`; or one of those that have no slashes.
  package static func isLink(_ text: [UInt8]) -> Bool {
    if let first = text.first, "imsIMS".utf8.contains(first),
      withoutSlashes.contains(where: { begins(text[...], $0) })
    {
      return true
    }
    let scheme = text.prefix { (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-") }
    return (2...20).contains(scheme.count) && text[scheme.endIndex...].starts(with: "://".utf8)
  }

  private static func begins(_ text: ArraySlice<UInt8>, _ start: String) -> Bool {
    text.count >= start.utf8.count
      && zip(text, start.utf8).allSatisfy { $0 == $1 || isLetter($1) && $0 ^ 0x20 == $1 }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// Decodes percent signs (RFC 3986 §2.1). A percent sign without two digits stands for itself: Base45 has one, and not every
  /// maker of links escapes it.
  private static func percentDecoded(_ text: some Collection<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
      guard byte == UInt8(ascii: "%"), digits.count == 2 else {
        bytes.append(byte)
        continue
      }
      rest = rest.dropFirst(2)
      bytes.append(UInt8(digits[0] << 4 | digits[1]))
    }
    return bytes
  }
}
