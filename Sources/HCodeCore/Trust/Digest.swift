/// SHA-256 of some content, under which it is kept and referred to.
public struct Digest: Hashable, Sendable {
  /// In place, not an array somewhere else: an audit of a log keeps a million of them.
  private let words: SIMD4<UInt64>

  /// The 32 bytes.
  public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

  /// The digest of that content.
  public init(of content: [UInt8]) { words = Self.words(Sodium.sha256(content)) }

  /// From 32 bytes; nil for another number of them.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    words = Self.words(bytes)
  }

  /// Of 32 bytes.
  private static func words(_ bytes: [UInt8]) -> SIMD4<UInt64> {
    bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  /// 64 digits of lower-case hexadecimal.
  public var hex: String { Sodium.hex(bytes) }

  /// From 64 digits of lower-case hexadecimal; nil for any other text.
  public init?(hex: String) {
    guard let bytes = Self.bytes(hex: hex) else { return nil }
    self.init(bytes: bytes)
  }

  /// The bytes that lower-case hexadecimal stands for; nil for any other text.
  static func bytes(hex: String) -> [UInt8]? {
    let digits = Array(hex.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
