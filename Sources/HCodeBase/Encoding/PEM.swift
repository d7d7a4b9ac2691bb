/// PEM (RFC 7468): DER as text between two lines that say what it is.
package enum PEM {
  /// Whether there is a certificate in it.
  package static func isPEM(_ file: [UInt8]) -> Bool {
    String(decoding: file, as: UTF8.self).contains(begin("CERTIFICATE"))
  }

  /// The certificates, in order; see `contents`.
  package static func certificates(_ file: [UInt8]) -> [[UInt8]]? {
    contents(file, label: "CERTIFICATE")
  }

  /// The contents of the blocks of that label, in order; text between them is passed over. Nil when one has no end or is no
  /// Base64.
  package static func contents(_ file: [UInt8], label: String) -> [[UInt8]]? {
    var rest = String(decoding: file, as: UTF8.self)[...]
    var contents: [[UInt8]] = []
    while let start = rest.firstRange(of: begin(label)) {
      guard let stop = rest[start.upperBound...].firstRange(of: "-----END \(label)-----"),
        let bytes = Base64.decodeWrapped(String(rest[start.upperBound..<stop.lowerBound]))
      else { return nil }
      contents.append(bytes)
      rest = rest[stop.upperBound...]
    }
    return contents
  }

  /// A Base64 text without the lines that say what it is, if it has them.
  package static func bare(_ text: String) -> String {
    guard text.hasPrefix("-----BEGIN ") else { return text }
    return text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }.joined()
  }

  private static func begin(_ label: String) -> String { "-----BEGIN \(label)-----" }
}
