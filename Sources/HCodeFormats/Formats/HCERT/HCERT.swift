import HCodeBase
import HCodeCore

/// The Electronic Health Certificate (HCERT 1.0.8 of the EU, 1.1.1 of the WHO): `HC1:`, Base45, zlib, COSE_Sign1, CWT.
/// Its claims say what it certifies, so the EU's and the WHO's certificates share one reader.
enum HCERT {
  /// The most bytes of an inflated message. The largest known one has 1,100.
  static let maximumMessageBytes = 65_536

  /// Whether a text begins with the context of an HCERT: `HC`, one of `1` to `9` and `A` to `Z`, and a colon.
  static func recognises(_ text: [UInt8]) -> Bool {
    text.count >= 4 && text[0] == UInt8(ascii: "H") && text[1] == UInt8(ascii: "C")
      && text[3] == UInt8(ascii: ":")
      && ((0x31...0x39).contains(text[2]) || (0x41...0x5A).contains(text[2]))
  }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> UnverifiedHCERT {
    guard text.count <= HealthCode.maximumCharacters else {
      throw .forged(.textTooLong, "\(text.count) characters, more than a symbol holds")
    }
    guard recognises(text) else { throw .forged(.malformedPrefix, "it does not begin with HC1:") }
    guard text[2] == UInt8(ascii: "1") else {
      let context = String(decoding: text[..<3], as: UTF8.self)
      throw .undecided(.unknownVersion, detail: "context \(context); this program reads HC1")
    }
    // A blank is a character of Base45; a line end that a scanner or an editor put behind the text is not.
    let end = text.lastIndex { $0 != 0x0A && $0 != 0x0D } ?? 3
    let compressed: [UInt8]
    do { compressed = try Base45.decode(text[4..<max(4, end + 1)]) } catch {
      throw .forged(.malformedBase45, "after the prefix: \(error)")
    }
    let bytes: [UInt8]
    do { bytes = try Zlib.inflate(compressed, limit: maximumMessageBytes) } catch {
      throw error == .tooLarge
        ? .forged(.tooLarge, "it inflates to more than \(maximumMessageBytes) bytes")
        : .forged(.malformedEncoding, "behind the Base45: no zlib stream: \(error)")
    }
    return try UnverifiedHCERT(bytes)
  }
}
