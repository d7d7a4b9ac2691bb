import HCodeBase

/// Who asks for a lease: a name of the asker's own, such as `desk-7-2026-11-26` or `job-42/part-3`. The same name gets the
/// same lease again.
package struct RequestIdentifier: Hashable, Sendable, CustomStringConvertible {
  /// The name.
  package let description: String
  /// The most bytes it may have.
  package static let maximumBytes = 64

  /// Refuses what is not 1 to 64 printable ASCII characters without spaces.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard (1...Self.maximumBytes).contains(bytes.count),
      bytes.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    description = String(text)
  }
}

/// The names that the table `leases` knows blocks by. An asker's own has no spaces; the others have one, so that nobody asks for
/// them by chance.
enum LeaseName {
  /// Of a block that was asked for under a name.
  static func asked(_ request: RequestIdentifier) -> String { request.description }

  /// That a desk's file was made over that block.
  static func file(_ request: RequestIdentifier) -> String { "\(request) file" }

  /// Of the block of a batch's rows from that one on.
  static func rows(_ batch: RequestIdentifier, from row: Int) -> String { "\(batch)/\(row) rows" }

  /// Which rows that block is for.
  static func rows(_ batch: RequestIdentifier, from row: Int, _ digest: [UInt8]) -> String {
    "\(rows(batch, from: row)) \(Hex.encode(digest))"
  }
}

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
