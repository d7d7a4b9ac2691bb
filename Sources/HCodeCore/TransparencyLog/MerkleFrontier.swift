package import HCodeBase

/// What of a tree is enough to grow it: the roots of its perfect subtrees, the largest and leftmost first, one for each bit
/// that is set in its size.
package struct MerkleFrontier: Hashable, Sendable {
  /// How many leaves there are.
  package private(set) var size: UInt64
  /// The roots.
  package private(set) var subtrees: [Digest]

  /// The tree without leaves.
  package init() {
    size = 0
    subtrees = []
  }

  /// A frontier from its parts; nil when a tree of that size has another number of subtrees.
  package init?(size: UInt64, subtrees: [Digest]) {
    guard subtrees.count == size.nonzeroBitCount, size <= Self.maximumSize else { return nil }
    self.size = size
    self.subtrees = subtrees
  }

  /// No log has more leaves than this.
  package static let maximumSize: UInt64 = 1 << 48

  /// Appends a leaf.
  package mutating func append(_ leaf: Digest) {
    var hash = leaf
    // Each set bit at the end is a subtree as large as the one just finished.
    for _ in 0..<size.trailingOnes {
      guard let left = subtrees.popLast() else { break }
      hash = MerkleHash.node(left, hash)
    }
    subtrees.append(hash)
    size += 1
  }

  /// The root of the tree.
  package var root: Digest { MerkleHash.root(above: subtrees) }
}

extension UInt64 {
  fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}
