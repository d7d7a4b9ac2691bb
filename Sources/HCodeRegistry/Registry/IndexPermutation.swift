package import HCodeBase
import HCodeCore

/// The order in which a registry hands out its indexes: a secret permutation of 0 ..< capacity.
///
/// An index stands in the code for everybody to read. Handed out in order it would tell when the code was issued and
/// how many there are; drawn at random two could be alike. A keyed permutation of a counter does neither: all are
/// different because the counters are, and without the key the next cannot be told from the last.
///
/// It is a Feistel network (Luby and Rackoff) over the smallest even number of bits that holds the capacity, walked on
/// until the number is below it (Black and Rogaway, "Ciphers with Arbitrary Finite Domains", cycle walking).
package struct IndexPermutation: Sendable {
  /// How many indexes there are.
  package let capacity: UInt32
  let key: GuardedBytes
  private let halfBits: UInt32

  /// Bytes of the key.
  package static let keyBytes = 32
  // Four are proven to be enough for large halves; small ones want more.
  private static let rounds: UInt32 = 10

  /// A permutation of at least one index; nil for another length of key.
  package init?(capacity: UInt32, key: GuardedBytes) {
    guard capacity >= 1, capacity <= StatusList.maximumCount, key.count == Self.keyBytes else {
      return nil
    }
    self.capacity = capacity
    self.key = key
    let bits = UInt32(32 - (capacity - 1).leadingZeroBitCount)
    halfBits = max(1, (bits + 1) / 2)
  }

  /// The index of that counter; nil when the counter is not below the capacity.
  package func index(of counter: UInt32) -> UInt32? {
    guard counter < capacity else { return nil }
    // Ends: the walk goes along a cycle of the network, and that leads back below the capacity.
    var value = counter
    repeat { value = forward(value) } while value >= capacity
    return value
  }

  /// The counter of that index; nil when the index is not below the capacity.
  package func counter(of index: UInt32) -> UInt32? {
    guard index < capacity else { return nil }
    var value = index
    repeat { value = backward(value) } while value >= capacity
    return value
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
    let input = UInt64(capacity) << 32 | UInt64(round) << 26 | UInt64(half)
    return UInt32(truncatingIfNeeded: Sodium.keyedHash(input, key: key)) & mask
  }
}
