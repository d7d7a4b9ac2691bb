/// Parts of a file, by offset.
package protocol ByteSource: Sendable {
  /// Exactly those bytes; nil when they are not all there.
  func bytes(at offset: Int, count: Int) -> [UInt8]?
}
