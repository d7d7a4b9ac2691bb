package import HCodeBase

/// The verification of proofs about Merkle trees (RFC 9162 §2.1.3.2 and §2.1.4.2).
package enum MerkleProof {
  /// No proof is longer: one hash for each level of a tree with 2^63 leaves, twice over for consistency.
  package static let maximumHashes = 128

  /// Whether the leaf hash stands at that index of the tree with this size and root.
  package static func isIncluded(
    _ leaf: Digest, at index: UInt64, in size: UInt64, root: Digest, proof: [Digest]
  ) -> Bool {
    guard index < size else { return false }
    var (node, last) = (index, size - 1)
    var hash = leaf
    for sibling in proof {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        hash = MerkleHash.node(sibling, hash)
        while node & 1 == 0, node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        hash = MerkleHash.node(hash, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }

  /// Whether the larger tree begins with all leaves of the smaller one. A smaller tree without leaves proves nothing and is
  /// refused, unless both are the empty tree.
  package static func isConsistent(
    from first: UInt64, _ firstRoot: Digest, to second: UInt64, _ secondRoot: Digest,
    proof: [Digest]
  ) -> Bool {
    if first == second { return firstRoot == secondRoot && proof.isEmpty }
    guard first > 0, first < second else { return false }
    // The hash of a smaller tree that is one perfect subtree is known, and not in the proof.
    var path = (first.nonzeroBitCount == 1 ? [firstRoot] : []) + proof
    guard let start = path.first else { return false }
    path.removeFirst()
    var (node, last) = (first - 1, second - 1)
    while node & 1 == 1 {
      node >>= 1
      last >>= 1
    }
    var (old, new) = (start, start)
    for hash in path {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        old = MerkleHash.node(hash, old)
        new = MerkleHash.node(hash, new)
        while node & 1 == 0, node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        new = MerkleHash.node(new, hash)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && old == firstRoot && new == secondRoot
  }
}
