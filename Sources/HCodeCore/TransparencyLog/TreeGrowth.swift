package import HCodeBase

/// Appends entries to a tree, and says which tiles and bundles are new because of it.
package struct TreeGrowth {
  /// A file of the log.
  package struct File: Sendable {
    /// Where it goes.
    package let tile: LogTile
    /// Its bytes.
    package let bytes: [UInt8]
  }

  /// The tree as it has grown so far.
  package private(set) var frontier: MerkleFrontier
  /// The hashes at the right edge of each level that no full tile holds yet.
  private var edges: [[Digest]]
  private var bundle: [UInt8]
  private var bundled: Int

  /// Begins at a tree that is there; its tiles have to add up to that root.
  package init(_ tree: TiledTree, root: Digest) throws {
    frontier = try tree.frontier()
    guard frontier.root == root else { throw LogDamage.wrongRoot(size: tree.size) }
    edges = []
    var level = 0
    while tree.size >> UInt64(8 * level) > 0, level < 8 {
      let hashes = tree.size >> UInt64(8 * level)
      let index = hashes / UInt64(LogTile.fullWidth)
      edges.append(
        hashes % UInt64(LogTile.fullWidth) == 0 ? [] : try tree.hashes(level: level, index: index))
      level += 1
    }
    bundle = []
    bundled = Int(tree.size % UInt64(LogTile.fullWidth))
    if bundled > 0 {
      for entry in try tree.entries(bundle: tree.size / UInt64(LogTile.fullWidth)) {
        _ = LogTile.append(entry, to: &bundle)
      }
    }
  }

  /// Appends an entry. The files that are full by it are handed over, in the order in which they have to be written.
  package mutating func append(_ entry: [UInt8], _ write: (File) throws -> Void) throws {
    guard LogTile.append(entry, to: &bundle) else {
      throw LogDamage.malformed(path: "an entry of more than 65,535 bytes")
    }
    let index = frontier.size / UInt64(LogTile.fullWidth)
    let leaf = MerkleHash.leaf(entry)
    frontier.append(leaf)
    bundled += 1
    if bundled == LogTile.fullWidth {
      try write(
        File(
          tile: LogTile(.entries, index: index, width: LogTile.fullWidth), bytes: bundle))
      (bundle, bundled) = ([], 0)
    }
    var hash = leaf
    for level in 0..<8 {
      if level == edges.count { edges.append([]) }
      edges[level].append(hash)
      guard edges[level].count == LogTile.fullWidth else { return }
      let number = frontier.size >> UInt64(8 * (level + 1))
      try write(
        File(
          tile: LogTile(.hashes(level: level), index: number - 1, width: LogTile.fullWidth),
          bytes: edges[level].flatMap(\.bytes)))
      hash = TiledTree.root(ofPerfect: edges[level])
      edges[level] = []
    }
  }

  /// The partial files at the right edge, for a checkpoint of this size.
  package var edge: [File] {
    var files: [File] = []
    if bundled > 0 {
      files.append(
        File(
          tile: LogTile(
            .entries, index: frontier.size / UInt64(LogTile.fullWidth), width: bundled),
          bytes: bundle))
    }
    for (level, hashes) in edges.enumerated() where !hashes.isEmpty {
      let index = frontier.size >> UInt64(8 * level) / UInt64(LogTile.fullWidth)
      files.append(
        File(
          tile: LogTile(.hashes(level: level), index: index, width: hashes.count),
          bytes: hashes.flatMap(\.bytes)))
    }
    return files
  }
}
