import HCodeBase
import HCodeCore

/// The New Zealand COVID Pass, version 1 (Ministry of Health, "NZ COVID Pass – Technical Specification"): a CWT in Base32. It
/// states who and until when, and nothing of health: having one is the statement.
enum NZCovidPass: ForeignFormat {
  private static let prefix = Array("NZCP:/".utf8)
  static func match(_ text: [UInt8]) -> TextMatch? {
    text.starts(with: "NZCP:".utf8) ? .beginning : nil
  }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    guard text.count <= HealthCode.maximumCharacters else {
      throw .forged(.textTooLong, "\(text.count) characters, more than a symbol holds")
    }
    guard text.starts(with: prefix) else {
      throw .forged(.malformedPrefix, "it does not begin with NZCP:/")
    }
    let rest = text.dropFirst(prefix.count)
    guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else {
      throw .forged(.malformedPrefix, "no version behind NZCP:/")
    }
    let version = rest[..<slash]
    guard version.elementsEqual("1".utf8) else {
      let isNumber = !version.isEmpty && version.allSatisfy { (0x30...0x39).contains($0) }
      guard isNumber else { throw .forged(.malformedPrefix, "no version behind NZCP:/") }
      throw .undecided(
        .unknownVersion,
        detail: "version \(String(decoding: version, as: UTF8.self)) of the NZ COVID Pass")
    }
    let bytes: [UInt8]
    do {
      bytes = try Base32.decode(rest[(slash + 1)...])
    } catch { throw .forged(.malformedEncoding, "after the prefix: \(error)") }
    return try UnverifiedNZCovidPass(bytes)
  }
}
