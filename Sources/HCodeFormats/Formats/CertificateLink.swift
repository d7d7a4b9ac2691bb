import HCodeBase

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

  /// The certificate in a link; nil for any other text, and for a link without one.
  package static func certificate(in text: [UInt8]) -> [UInt8]? {
    guard text.count <= InputBudget.textBytes, isLink(text) else { return nil }
    for kind in known where begins(text[...], kind.start) {
      let rest = percentDecoded(text[kind.start.utf8.count...])
      // The link itself may be cut short, and is then a link, as is one that holds another.
      guard !rest.isEmpty, !isLink(rest) else { return nil }
      return begins(rest[...], kind.omitted) ? rest : Array(kind.omitted.utf8) + rest
    }
    for (index, byte) in text.enumerated() where Self.ends.contains(byte) {
      let rest = text[(index + 1)...]
      // A percent sign may stand for the colon or slash of the beginning.
      let beginning = percentDecoded(rest.prefix(24))
      guard Self.beginnings.contains(where: { begins(beginning[...], $0) }) else { continue }
      let value = byte == UInt8(ascii: "=") ? rest.prefix { $0 != UInt8(ascii: "&") } : rest
      return percentDecoded(value)
    }
    return nil
  }

  private static let ends = Array("#=/".utf8)

  /// A scheme of letters and hyphens, then `://`.
  static func isLink(_ text: [UInt8]) -> Bool {
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
