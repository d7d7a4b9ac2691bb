internal import CSodium

/// Base64 (RFC 4648), written and read in constant time.
package enum Base64 {
  /// The alphabet of §4, with padding.
  package static func encode(_ bytes: [UInt8]) -> String {
    encoded(bytes, sodium_base64_VARIANT_ORIGINAL)
  }

  /// The alphabet of §5, without padding.
  package static func encodeURL(_ bytes: [UInt8]) -> String {
    encoded(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
  }

  /// Reads the alphabet of §4 with padding; nil for any other text.
  package static func decode(_ text: String) -> [UInt8]? {
    decoded(text, sodium_base64_VARIANT_ORIGINAL)
  }

  /// Reads the alphabet of §5 without padding; nil for any other text.
  package static func decodeURL(_ text: String) -> [UInt8]? {
    decoded(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
  }

  /// Reads the alphabet of §4 with padding from one or several lines, blanks ignored; nil for any other text.
  package static func decodeWrapped(_ text: String) -> [UInt8]? {
    decoded(text, sodium_base64_VARIANT_ORIGINAL, ignoring: " \r\n\t")
  }

  /// Reads either alphabet, padded or not: the lists of other formats mix them.
  package static func decodeAny(_ text: String) -> [UInt8]? {
    [
      sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_URLSAFE_NO_PADDING,
      sodium_base64_VARIANT_ORIGINAL_NO_PADDING, sodium_base64_VARIANT_URLSAFE,
    ].lazy.compactMap { decoded(text, $0) }.first
  }

  private static func encoded(_ bytes: [UInt8], _ variant: Int32) -> String {
    var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
    sodium_bin2base64(&text, text.count, bytes, bytes.count, variant)
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func decoded(
    _ text: String, _ variant: Int32, ignoring ignored: String? = nil
  ) -> [UInt8]? {
    // libsodium 1.0.18 takes some bytes from 128 on for characters of the alphabet.
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    var bytes = [UInt8](repeating: 0, count: text.utf8.count)
    var count = 0
    let status = sodium_base642bin(
      &bytes, bytes.count, text, text.utf8.count, ignored, &count, nil, variant)
    return status == 0 ? Array(bytes.prefix(count)) : nil
  }
}
