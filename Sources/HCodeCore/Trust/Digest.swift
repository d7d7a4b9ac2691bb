/// SHA-256 of some content, under which it is kept and referred to.
public struct Digest: Hashable, Sendable {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// The digest of that content.
  public init(of content: [UInt8]) { bytes = Sodium.sha256(content) }

  /// From 32 bytes; nil for another number of them.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// 64 digits of lower-case hexadecimal.
  public var hex: String { Sodium.hex(bytes) }
}
