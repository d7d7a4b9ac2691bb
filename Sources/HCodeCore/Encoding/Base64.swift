/// Base64 (RFC 4648 §4), for bytes that have to stand in a line of JSON.
public enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text with its padding.
  public static func encode(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text, count in
      var rest = bytes[...]
      while !rest.isEmpty {
        let group = rest.prefix(3)
        var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        bits <<= UInt32(8 * (3 - group.count))
        for place in 0..<4 {
          text[count + place] =
            place > group.count
            ? UInt8(ascii: "=") : alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)]
        }
        count += 4
        rest = rest.dropFirst(3)
      }
    }
  }
}
