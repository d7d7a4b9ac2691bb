extension FixedWidthInteger where Self: UnsignedInteger {
  /// Reads a number in network byte order. Of more bytes than the type has, the last ones count.
  @inlinable
  package init(bigEndianBytes bytes: some Sequence<UInt8>) {
    self = bytes.reduce(0) { $0 << 8 | Self($1) }
  }

  /// The number in network byte order, as many bytes as the type has.
  @inlinable
  package var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
