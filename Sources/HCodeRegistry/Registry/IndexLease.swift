import HCodeBase

/// A block of a registry's counter that belongs permanently to one desk, with its indexes in the registry's secret order.
/// The desk issues with them without a connection.
package struct IndexLease: Sendable {
  /// The block of counters. These are not indexes: neighbouring counters have unrelated indexes.
  package let counters: Range<UInt32>
  private let order: IndexPermutation

  /// Nil for a block beyond the capacity.
  init?(counters: Range<UInt32>, order: IndexPermutation) {
    guard counters.upperBound <= order.capacity else { return nil }
    self.counters = counters
    self.order = order
  }

  /// How many indexes there are.
  package var count: Int { counters.count }

  /// Returns the index at a place, counted from 0. It never changes. Nil outside the block.
  package subscript(place: Int) -> UInt32? {
    guard place >= 0, place < count, let offset = UInt32(exactly: place) else { return nil }
    return order.index(of: counters.lowerBound + offset)
  }

  /// All of them, in the order to use them in.
  package var indexes: some Sequence<UInt32> {
    counters.lazy.compactMap { order.index(of: $0) }
  }
}
