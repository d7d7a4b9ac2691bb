/// PEM (RFC 7468): certificates in text.
enum PEM {
  private static let begin = "-----BEGIN CERTIFICATE-----"
  private static let end = "-----END CERTIFICATE-----"

  /// Whether there is a certificate in it.
  static func isPEM(_ file: [UInt8]) -> Bool {
    String(decoding: file, as: UTF8.self).contains(begin)
  }

  /// The certificates, in order; text between them is passed over. Nil when one has no end or is no Base64.
  static func certificates(_ file: [UInt8]) -> [[UInt8]]? {
    var rest = String(decoding: file, as: UTF8.self)[...]
    var certificates: [[UInt8]] = []
    while let start = rest.firstRange(of: begin) {
      guard let stop = rest[start.upperBound...].firstRange(of: end),
        let bytes = Sodium.bytes(wrappedBase64: String(rest[start.upperBound..<stop.lowerBound]))
      else { return nil }
      certificates.append(bytes)
      rest = rest[stop.upperBound...]
    }
    return certificates
  }

  /// A Base64 text without the lines that say what it is, if it has them.
  static func bare(_ text: String) -> String {
    guard text.hasPrefix("-----BEGIN ") else { return text }
    return text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }.joined()
  }
}
