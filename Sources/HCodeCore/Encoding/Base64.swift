/// Base64 (RFC 4648 §4), for bytes that have to stand in a line of JSON.
public enum Base64 {
  /// The text with its padding.
  public static func encode(_ bytes: [UInt8]) -> [UInt8] { Array(Sodium.base64(bytes).utf8) }
}
