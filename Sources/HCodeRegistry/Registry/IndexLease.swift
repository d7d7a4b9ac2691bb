import HCodeBase

/// A block of a registry's counter that belongs to one asker for ever, and the indexes in it, in the secret order of the
/// registry: to issue inside it takes nobody's leave and no connection.
package struct IndexLease: Sendable {
  /// The block. Numbers, not indexes: of two that follow each other the indexes lie anywhere.
  package let counters: Range<UInt32>
  private let order: IndexPermutation

  /// Nil for a block that goes beyond the order.
  init?(counters: Range<UInt32>, order: IndexPermutation) {
    guard counters.upperBound <= order.capacity else { return nil }
    self.counters = counters
    self.order = order
  }

  /// How many indexes there are.
  package var count: Int { counters.count }

  /// The index at that place, 0 for the first; always the same one. Nil outside.
  package subscript(place: Int) -> UInt32? {
    guard place >= 0, place < count, let offset = UInt32(exactly: place) else { return nil }
    return order.index(of: counters.lowerBound + offset)
  }

  /// All of them, in the order to use them in.
  package var indexes: some Sequence<UInt32> {
    counters.lazy.compactMap { order.index(of: $0) }
  }
}
