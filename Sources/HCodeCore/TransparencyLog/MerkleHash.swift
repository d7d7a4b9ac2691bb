package import HCodeBase

/// The hashes of a Merkle tree (RFC 9162 §2.1.1, the same as RFC 6962): a leaf and a node can never be taken for one
/// another, since each is hashed behind a byte of its own.
package enum MerkleHash {
  /// The root of a tree without leaves: SHA-256 of nothing.
  package static let empty = Digest(of: [])

  /// SHA-256 of 00 and the entry.
  package static func leaf(_ entry: some Sequence<UInt8>) -> Digest { Digest(of: [0x00] + entry) }

  /// SHA-256 of 01 and both children.
  package static func node(_ left: Digest, _ right: Digest) -> Digest {
    var bytes: [UInt8] = [0x01]
    bytes.reserveCapacity(65)
    bytes += left.bytes
    bytes += right.bytes
    return Digest(of: bytes)
  }

  /// The root above perfect subtrees, the largest and leftmost first; of none the empty tree's.
  static func root(above subtrees: [Digest]) -> Digest {
    guard var root = subtrees.last else { return empty }
    for left in subtrees.dropLast().reversed() { root = node(left, root) }
    return root
  }
}

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
