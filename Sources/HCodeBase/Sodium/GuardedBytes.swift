internal import CSodium

/// Secret bytes in `sodium_malloc`ed memory: locked in RAM, between guard pages, left out of core dumps, wiped
/// when freed. They are never copied into an array or a string.
package final class GuardedBytes: @unchecked Sendable {
  /// How many there are.
  package let count: Int
  package let pointer: UnsafeMutablePointer<UInt8>

  /// That many zero bytes; nil when the system has no memory to lock.
  package init?(count: Int) {
    guard count > 0, sodium_init() >= 0, let memory = sodium_malloc(count) else { return nil }
    self.count = count
    pointer = memory.bindMemory(to: UInt8.self, capacity: count)
    sodium_memzero(pointer, count)
  }

  /// Random bytes from the system's generator.
  package convenience init?(randomCount: Int) {
    self.init(count: randomCount)
    randombytes_buf(pointer, randomCount)
  }

  /// A copy of bytes that stand somewhere else; nil for none of them and without memory to lock.
  package convenience init?(copying bytes: UnsafeRawBufferPointer) {
    self.init(count: bytes.count)
    withUnsafeMutableBytes { $0.copyMemory(from: bytes) }
  }

  /// A copy of a part of these bytes, itself guarded; nil when the range is not inside.
  package func slice(_ range: Range<Int>) -> GuardedBytes? {
    guard range.lowerBound >= 0, range.upperBound <= count,
      let copy = GuardedBytes(count: range.count)
    else { return nil }
    copy.pointer.update(from: pointer + range.lowerBound, count: range.count)
    return copy
  }

  /// Lets a reader such as `read(2)` fill the memory, or a writer take it from there.
  package func withUnsafeMutableBytes<Result>(
    _ body: (UnsafeMutableRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeMutableRawBufferPointer(start: pointer, count: count))
  }

  deinit { sodium_free(pointer) }
}
