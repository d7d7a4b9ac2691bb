/// Bytes in memory, as a source.
package struct MemoryBytes: ByteSource {
  private let bytes: [UInt8]

  /// Those bytes.
  package init(bytes: [UInt8]) { self.bytes = bytes }

  package func bytes(at offset: Int, count: Int) -> [UInt8]? {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
      return nil
    }
    return Array(bytes[offset..<offset + count])
  }
}
