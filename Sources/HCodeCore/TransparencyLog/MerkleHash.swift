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
