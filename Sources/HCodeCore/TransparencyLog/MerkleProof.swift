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
}
