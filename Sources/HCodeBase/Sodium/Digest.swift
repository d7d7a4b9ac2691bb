/// SHA-256 of some content, under which it is kept and referred to.
package struct Digest: Hashable, Sendable {
  /// In place, not an array somewhere else: an audit of a log keeps a million of them.
  private let words: SIMD4<UInt64>

  /// The 32 bytes.
  package var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

  /// The digest of that content.
  package init(of content: [UInt8]) { words = Self.words(Sodium.sha256(content)) }

  /// The same of a part of an array, where it stands.
  package init(of content: ArraySlice<UInt8>) {
    words = Self.words(content.withUnsafeBufferPointer { Sodium.sha256($0) })
  }

  /// From 32 bytes; nil for another number of them.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    words = Self.words(bytes)
  }

  /// Of 32 bytes.
  private static func words(_ bytes: [UInt8]) -> SIMD4<UInt64> {
    bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  /// 64 digits of lower-case hexadecimal.
  package var hex: String { Hex.encode(bytes) }

  /// From 64 digits of lower-case hexadecimal; nil for any other text.
  package init?(hex: String) {
    guard let bytes = Hex.decode(hex) else { return nil }
    self.init(bytes: bytes)
  }
}
