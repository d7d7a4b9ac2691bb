@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeRegistry
import Testing

struct IndexPermutationTests {
  private func key() throws -> GuardedBytes { try #require(GuardedBytes(randomCount: 32)) }

  @Test(arguments: [
    1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 63, 64, 65, 255, 256, 257, 1000, 4096, 4097, 65_537,
  ])
  func `every index comes once and leads back to its counter`(capacity: UInt32) throws {
    for _ in 0..<(capacity < 5000 ? 3 : 1) {
      let permutation = try #require(IndexPermutation(capacity: capacity, order: key()))
      var isSeen = [Bool](repeating: false, count: Int(capacity))
      // One expectation for all: half a million of them take half a minute.
      var right = 0
      for counter in 0..<capacity {
        guard let index = permutation.index(of: counter), index < capacity, !isSeen[Int(index)],
          permutation.counter(of: index) == counter
        else { break }
        isSeen[Int(index)] = true
        right += 1
      }
      #expect(right == Int(capacity))
      #expect(permutation.index(of: capacity) == nil && permutation.counter(of: capacity) == nil)
    }
  }

  @Test(arguments: [(1, 2), (3, 4), (4, 8), (7, 1000), (4096, 8192), (5, 70_000)])
  func `an order that begins later gives every index from there on once`(first: Int, capacity: Int)
    throws
  {
    let order = try #require(IndexPermutation.newOrder(from: UInt32(first)))
    let permutation = try #require(
      IndexPermutation(capacity: UInt32(capacity), order: order))
    #expect(permutation.first == UInt32(first))
    let indexes = (0..<capacity).compactMap { permutation.index(of: UInt32($0)) }
    #expect(indexes.sorted() == (first..<capacity).map { UInt32($0) })
    let counters = (0..<capacity).compactMap { permutation.counter(of: UInt32($0)) }
    #expect(counters.count == indexes.count)
    #expect(permutation.index(of: UInt32(first - 1)) == nil)
    #expect(IndexPermutation(capacity: UInt32(first), order: order) == nil)
    let older = try #require(order.slice(4..<36))
    #expect(IndexPermutation(capacity: UInt32(capacity), order: older)?.first == 0)
  }

  @Test func `a million indexes are all different`() throws {
    let permutation = try #require(IndexPermutation(capacity: 1 << 20, order: key()))
    var isSeen = [Bool](repeating: false, count: 1 << 20)
    var count = 0
    for counter in UInt32(0)..<1 << 20 {
      guard let index = permutation.index(of: counter), !isSeen[Int(index)] else { break }
      isSeen[Int(index)] = true
      count += 1
    }
    #expect(count == 1 << 20)
  }

  @Test func `the largest registry goes there and back`() throws {
    let capacity = UInt32(StatusList.maximumCount)
    let permutation = try #require(IndexPermutation(capacity: capacity, order: key()))
    for _ in 0..<2000 {
      let counter = UInt32.random(in: 0..<capacity)
      let index = try #require(permutation.index(of: counter))
      #expect(index < capacity && permutation.counter(of: index) == counter)
    }
    #expect(IndexPermutation(capacity: capacity + 1, order: try key()) == nil)
    #expect(IndexPermutation(capacity: 0, order: try key()) == nil)
    let short = try #require(GuardedBytes(count: 31))
    #expect(IndexPermutation(capacity: 1, order: short) == nil)
  }

  @Test func `neighbours in time are no neighbours in number, and another key gives another order`()
    throws
  {
    let capacity: UInt32 = 1 << 20
    let one = try #require(IndexPermutation(capacity: capacity, order: key()))
    let other = try #require(IndexPermutation(capacity: capacity, order: key()))
    let firsts = (0..<4096).compactMap { one.index(of: $0) }
    #expect(zip(firsts, firsts.dropFirst()).filter { $0 < $1 }.count > 1800)
    #expect(zip(firsts, firsts.dropFirst()).filter { $0 < $1 }.count < 2300)
    // In which sixteenth of the range they lie: 256 in each, 60 is four standard deviations.
    for part in UInt32(0)..<16 {
      let count = firsts.filter { $0 / (capacity / 16) == part }.count
      #expect(abs(count - 256) < 90, "\(part)")
    }
    #expect(
      zip(firsts, (0..<4096).compactMap { other.index(of: $0) }).filter { $0 == $1 }.count < 5)
  }
}
