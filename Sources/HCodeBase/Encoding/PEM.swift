/// PEM (RFC 7468): DER as text between two lines that say what it is.
package enum PEM {
  /// Whether there is a certificate in it.
  package static func isPEM(_ file: [UInt8]) -> Bool {
    file[...].range(of: begin("CERTIFICATE")) != nil
  }

  /// The certificates, in order; see `contents`.
  package static func certificates(_ file: [UInt8]) -> [[UInt8]]? {
    contents(file, label: "CERTIFICATE")
  }

  /// The contents of the blocks of that label, in order; text between them is passed over. Nil when one has no end or is no
  /// Base64.
  package static func contents(_ file: [UInt8], label: String) -> [[UInt8]]? {
    var rest = file[...]
    var contents: [[UInt8]] = []
    while let start = rest.range(of: begin(label)) {
      rest = rest[start.upperBound...]
      guard let stop = rest.range(of: Array("-----END \(label)-----".utf8)),
        let bytes = Base64.decodeWrapped(
          String(decoding: rest[..<stop.lowerBound], as: UTF8.self))
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

  private static func begin(_ label: String) -> [UInt8] { Array("-----BEGIN \(label)-----".utf8) }
}
