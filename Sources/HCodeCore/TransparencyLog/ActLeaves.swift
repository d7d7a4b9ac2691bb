package import HCodeBase

/// The codes of an act that changes them, each behind a commitment that only an opening from the office shows (docs/log.md §2).
package struct ActLeaves: Sendable {
  /// The key of the codes.
  package let keyIdentifier: KeyIdentifier
  /// Why, and on whose authority.
  package let grounds: LogAct.Grounds
  /// 32 bytes, from which the salt of each code follows.
  private let seed: GuardedBytes
  /// The commitments in bytewise order.
  private let commitments: [Digest]

  /// Bytes of a salt.
  package static let saltBytes = 16

  /// The codes with those indexes; nil when there are none or too many.
  package init?(
    of indexes: [UInt32], under keyIdentifier: KeyIdentifier, grounds: LogAct.Grounds,
    seed: GuardedBytes
  ) {
    guard !indexes.isEmpty, UInt64(indexes.count) <= LogAct.maximumCodes,
      Set(indexes).count == indexes.count, seed.count == 32
    else { return nil }
    self.keyIdentifier = keyIdentifier
    self.grounds = grounds
    self.seed = seed
    commitments = indexes.map {
      Self.commitment(
        salt: Self.salt(of: $0, seed: seed), keyIdentifier, index: $0, grounds)
    }.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  /// The salt of a code: keyed BLAKE2b of its index under the seed.
  package static func salt(of index: UInt32, seed: GuardedBytes) -> [UInt8] {
    Sodium.keyedHash(
      Array(UInt64(index).bigEndianBytes.suffix(4)), key: seed, count: saltBytes)
  }

  /// What a leaf commits to.
  package static func commitment(
    salt: [UInt8], _ keyIdentifier: KeyIdentifier, index: UInt32, _ grounds: LogAct.Grounds
  ) -> Digest {
    Digest(
      of: CBORValue.array([
        .text("hcode log: act"), .bytes(salt), .bytes(keyIdentifier.bytes),
        .unsigned(UInt64(index)), .unsigned(grounds.reason.rawValue), .text(grounds.order),
      ]).encoded)
  }

  /// The root over the codes (RFC 9162 §2.1.1), which the act states.
  package var root: Digest {
    var frontier = MerkleFrontier()
    for commitment in commitments { frontier.append(MerkleHash.leaf(commitment.bytes)) }
    return frontier.root
  }

  /// Where a code stands, and the hashes that lead from it to the root; nil for another code.
  package func path(to index: UInt32) -> (leaf: UInt64, path: [Digest])? {
    let wanted = Self.commitment(
      salt: Self.salt(of: index, seed: seed), keyIdentifier, index: index, grounds)
    guard let place = commitments.firstIndex(of: wanted) else { return nil }
    return (UInt64(place), Self.path(to: place, in: commitments[...]))
  }

  private static func path(to place: Int, in leaves: ArraySlice<Digest>) -> [Digest] {
    guard leaves.count > 1 else { return [] }
    let middle =
      leaves.startIndex + 1 << (Int.bitWidth - 1 - (leaves.count - 1).leadingZeroBitCount)
    return place < middle
      ? path(to: place, in: leaves[..<middle]) + [root(leaves[middle...])]
      : path(to: place, in: leaves[middle...]) + [root(leaves[..<middle])]
  }

  private static func root(_ leaves: ArraySlice<Digest>) -> Digest {
    var frontier = MerkleFrontier()
    for leaf in leaves { frontier.append(MerkleHash.leaf(leaf.bytes)) }
    return frontier.root
  }
}
