package import HCodeBase

/// Reads every entry and every tile of a tree and checks that they add up to the root: the first that was changed is named.
package enum TreeAudit {
  /// Reads everything; `visit` gets each entry with its index, after its hash was found in the tree. `roots` are the
  /// sizes at which the root is wanted, as of older checkpoints.
  package static func read(
    _ tree: TiledTree, root: Digest, rootsAt sizes: Set<UInt64> = [],
    _ visit: (UInt64, [UInt8]) throws -> Void
  ) throws -> [UInt64: Digest] {
    var frontier = MerkleFrontier()
    var roots: [UInt64: Digest] = [:]
    // The hashes of each level that are still to be found in a tile.
    var rows: [[Digest]] = [[]]
    if sizes.contains(0) { roots[0] = frontier.root }
    let full = UInt64(LogTile.fullWidth)
    try tree.forEachBundle(hashes: true) { bundle, entries in
      let leaves = try tree.hashes(level: 0, index: bundle)
      for (place, entry) in entries.enumerated() {
        let index = bundle * full + UInt64(place)
        let leaf = MerkleHash.leaf(entry)
        guard leaf == leaves[place] else { throw LogDamage.rewrittenEntry(index: index) }
        try visit(index, entry)
        frontier.append(leaf)
        if sizes.contains(frontier.size) { roots[frontier.size] = frontier.root }
      }
      if entries.count == LogTile.fullWidth { try climb(tree, leaves, &rows) }
    }
    for level in rows.indices where level > 0 && !rows[level].isEmpty {
      try compare(tree, level, rows[level], tile: tree.size >> UInt64(8 * level) / full)
    }
    guard frontier.root == root else { throw LogDamage.wrongRoot(size: tree.size) }
    return roots
  }

  /// A tile is finished: its root belongs into the tile above.
  private static func climb(
    _ tree: TiledTree, _ hashes: [Digest], _ rows: inout [[Digest]]
  ) throws {
    var root = TiledTree.root(ofPerfect: hashes)
    for level in 1..<8 {
      if level == rows.count { rows.append([]) }
      rows[level].append(root)
      guard rows[level].count == LogTile.fullWidth else { return }
      let finished = rows[level]
      rows[level] = []
      let number = finishedTiles(tree, level, &rows)
      try compare(tree, level, finished, tile: number)
      root = TiledTree.root(ofPerfect: finished)
    }
  }

  /// The number of the tile that was just finished at a level: as many as there are roots above it.
  private static func finishedTiles(
    _ tree: TiledTree, _ level: Int, _ rows: inout [[Digest]]
  ) -> UInt64 {
    var number: UInt64 = 0
    for above in stride(from: rows.count - 1, to: level, by: -1) {
      number = number << 8 | UInt64(rows[above].count)
    }
    return number
  }

  private static func compare(
    _ tree: TiledTree, _ level: Int, _ hashes: [Digest], tile index: UInt64
  ) throws {
    guard try tree.hashes(level: level, index: index) == hashes else {
      throw LogDamage.rewrittenTile(
        path: LogTile(.hashes(level: level), index: index, width: hashes.count).path)
    }
  }
}
