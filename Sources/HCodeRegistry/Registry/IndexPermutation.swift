package import HCodeBase
import HCodeCore

/// The order in which a registry hands out its indexes: a secret permutation of 0 ..< capacity, or of first ..< capacity in a
/// registry that was restored: what lies before may have been given by the one that was lost.
///
/// An index stands in the code for everybody to read. Handed out in order it would tell when the code was issued and
/// how many there are; drawn at random two could be alike. A keyed permutation of a counter does neither: all are
/// different because the counters are, and without the key the next cannot be told from the last.
///
/// It is a Feistel network (Luby and Rackoff) over the smallest even number of bits that holds the capacity, walked on
/// until the number is below it (Black and Rogaway, "Ciphers with Arbitrary Finite Domains", cycle walking).
package struct IndexPermutation: Sendable {
  /// How many indexes there are, with those before the first.
  package let capacity: UInt32
  /// The first index, and the first counter.
  package let first: UInt32
  /// What a registry keeps: the key, and before it `first` in four bytes where that is not 0.
  let order: GuardedBytes
  private let key: GuardedBytes
  private let halfBits: UInt32

  /// Bytes of the key.
  package static let keyBytes = 32
  private static let firstBytes = 4
  // Four are proven to be enough for large halves; small ones want more.
  private static let rounds: UInt32 = 10

  /// A permutation of at least one index; nil for an order of another length, or one that begins at the capacity.
  package init?(capacity: UInt32, order: GuardedBytes) {
    var first: UInt32 = 0
    var key = order
    if order.count == Self.firstBytes + Self.keyBytes {
      first = order.withUnsafeMutableBytes { $0.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }
      guard first > 0, let rest = order.slice(Self.firstBytes..<order.count) else { return nil }
      key = rest
    }
    guard first < capacity, capacity <= StatusList.maximumCount, key.count == Self.keyBytes else {
      return nil
    }
    self.capacity = capacity
    self.first = first
    self.order = order
    self.key = key
    let bits = UInt32(32 - (capacity - first - 1).leadingZeroBitCount)
    halfBits = max(1, (bits + 1) / 2)
  }

  /// A new secret order that begins at that index, which is not 0; nil without memory to lock.
  static func newOrder(from first: UInt32) -> GuardedBytes? {
    guard let key = GuardedBytes(randomCount: keyBytes),
      let order = GuardedBytes(count: firstBytes + keyBytes)
    else { return nil }
    order.withUnsafeMutableBytes { bytes in
      bytes.copyBytes(from: first.bigEndianBytes)
      key.withUnsafeMutableBytes {
        UnsafeMutableRawBufferPointer(rebasing: bytes[firstBytes...]).copyMemory(
          from: UnsafeRawBufferPointer($0))
      }
    }
    return order
  }

  private var count: UInt32 { capacity - first }

  /// The index of that counter; nil when the counter is none.
  package func index(of counter: UInt32) -> UInt32? {
    guard (first..<capacity).contains(counter) else { return nil }
    // Ends: the walk goes along a cycle of the network, and that leads back below the count.
    var value = counter - first
    repeat { value = forward(value) } while value >= count
    return first + value
  }

  /// The counter of that index; nil when the index is none.
  package func counter(of index: UInt32) -> UInt32? {
    guard (first..<capacity).contains(index) else { return nil }
    var value = index - first
    repeat { value = backward(value) } while value >= count
    return first + value
  }

  private var mask: UInt32 { 1 << halfBits - 1 }

  private func forward(_ value: UInt32) -> UInt32 {
    var (left, right) = (value >> halfBits, value & mask)
    for round in 0..<Self.rounds { (left, right) = (right, left ^ mixed(right, round)) }
    return left << halfBits | right
  }

  private func backward(_ value: UInt32) -> UInt32 {
    var (left, right) = (value >> halfBits, value & mask)
    for round in (0..<Self.rounds).reversed() {
      (left, right) = (right ^ mixed(left, round), left)
    }
    return left << halfBits | right
  }

  private func mixed(_ half: UInt32, _ round: UInt32) -> UInt32 {
    let input = UInt64(count) << 32 | UInt64(round) << 26 | UInt64(half)
    return UInt32(truncatingIfNeeded: Sodium.keyedHash(input, key: key)) & mask
  }
}
