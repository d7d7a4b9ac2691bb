package import HCodeBase

/// The tree of a checkpoint, read through its tiles. What is read here is as good as the tiles are: proofs have to be
/// verified against a root, and `TreeAudit` reads everything.
package final class TiledTree {
  /// How many leaves there are.
  package let size: UInt64
  private let source: any TileSource
  private var cache: [LogTile: [Digest]] = [:]

  /// A tree of that size in those tiles.
  package init(size: UInt64, source: any TileSource) {
    self.size = size
    self.source = source
  }

  /// The bytes of the tile at that place: the one of this size, or what the full one begins with.
  private func bytes(_ content: LogTile.Content, index: UInt64, width: Int) throws -> [UInt8] {
    let tile = LogTile(content, index: index, width: width)
    if let bytes = try source.bytes(of: tile) { return bytes }
    guard !tile.isFull, let bytes = try source.bytes(of: tile.whole) else {
      throw LogDamage.missing(path: tile.path)
    }
    switch content {
    case .hashes: return Array(bytes.prefix(width * 32))
    case .entries:
      guard let entries = LogTile.entries(bytes, count: LogTile.fullWidth) else {
        throw LogDamage.malformed(path: tile.whole.path)
      }
      var part: [UInt8] = []
      for entry in entries.prefix(width) { _ = LogTile.append(entry, to: &part) }
      return part
    }
  }

  /// The hashes of the tile at that place.
  package func hashes(level: Int, index: UInt64) throws -> [Digest] {
    let width = LogTile.width(level: level, index: index, in: size)
    let tile = LogTile(.hashes(level: level), index: index, width: width)
    if let cached = cache[tile] { return cached }
    guard width > 0 else { throw LogDamage.missing(path: tile.path) }
    let bytes = try bytes(tile.content, index: index, width: width)
    guard bytes.count == width * 32 else { throw LogDamage.malformed(path: tile.path) }
    let hashes = stride(from: 0, to: bytes.count, by: 32).compactMap {
      Digest(bytes: Array(bytes[$0..<$0 + 32]))
    }
    // A proof needs a few tiles of each level; more is somebody who reads everything.
    if cache.count >= 64 { cache.removeAll() }
    cache[tile] = hashes
    return hashes
  }

  /// The entries of the bundle of that number.
  package func entries(bundle index: UInt64) throws -> [[UInt8]] {
    let width = LogTile.width(level: 0, index: index, in: size)
    let tile = LogTile(.entries, index: index, width: width)
    guard width > 0 else { throw LogDamage.missing(path: tile.path) }
    guard
      let entries = LogTile.entries(
        try bytes(.entries, index: index, width: width), count: width)
    else { throw LogDamage.malformed(path: tile.path) }
    return entries
  }

  /// How many bundles a source is told of at once.
  private static let bundlesAhead: UInt64 = 64

  /// Hands over every bundle from that one on, with its number; `hashes` when their hashes will be asked for too.
  package func forEachBundle(
    from first: UInt64 = 0, hashes: Bool = false, _ body: (UInt64, [[UInt8]]) throws -> Void
  ) throws {
    let full = UInt64(LogTile.fullWidth)
    let contents: [LogTile.Content] = hashes ? [.hashes(level: 0), .entries] : [.entries]
    var (bundle, expected) = (first, first)
    while bundle < size / full + (size % full == 0 ? 0 : 1) {
      if bundle == expected, bundle < size / full {
        expected = min(bundle + Self.bundlesAhead, size / full)
        source.expect(
          (bundle..<expected).flatMap { index in
            contents.map { LogTile($0, index: index, width: LogTile.fullWidth) }
          })
      }
      try body(bundle, try entries(bundle: bundle))
      bundle += 1
    }
  }

  /// One entry; it is not verified.
  package func entry(_ index: UInt64) throws -> [UInt8] {
    let full = UInt64(LogTile.fullWidth)
    let entries = try entries(bundle: index / full)
    let place = Int(index % full)
    guard place < entries.count else { throw LogDamage.missing(path: "entry \(index)") }
    return entries[place]
  }

  /// The root of the perfect subtree with 2^height leaves whose number among those is `index`.
  private func subtree(height: Int, index: UInt64) throws -> Digest {
    let level = height / 8
    let inside = height % 8
    let first = index << UInt64(inside)
    let hashes = try hashes(level: level, index: first / UInt64(LogTile.fullWidth))
    let start = Int(first % UInt64(LogTile.fullWidth))
    guard start + 1 << inside <= hashes.count else {
      throw LogDamage.missing(path: "subtree \(height)/\(index)")
    }
    return Self.root(ofPerfect: Array(hashes[start..<start + 1 << inside]))
  }

  /// The root above hashes whose number is a power of two.
  static func root(ofPerfect hashes: [Digest]) -> Digest {
    var row = hashes
    while row.count > 1 {
      row = stride(from: 0, to: row.count - 1, by: 2).map { MerkleHash.node(row[$0], row[$0 + 1]) }
    }
    return row.first ?? MerkleHash.empty
  }

  /// The hash of the leaves from `start` on, `count` of them (RFC 9162 §2.1.1); `start` is a multiple of the largest power of
  /// two in it, as in every proof.
  private func hash(start: UInt64, count: UInt64) throws -> Digest {
    if count.nonzeroBitCount == 1 {
      return try subtree(
        height: count.trailingZeroBitCount, index: start >> UInt64(count.trailingZeroBitCount))
    }
    let left = Self.split(count)
    return MerkleHash.node(
      try hash(start: start, count: left), try hash(start: start + left, count: count - left))
  }

  /// The largest power of two below a number above 1.
  private static func split(_ count: UInt64) -> UInt64 {
    1 << UInt64(63 - (count - 1).leadingZeroBitCount)
  }

  /// The frontier of the tree when it had that many leaves, by default all.
  package func frontier(at count: UInt64? = nil) throws -> MerkleFrontier {
    let count = count ?? size
    var subtrees: [Digest] = []
    var start: UInt64 = 0
    for bit in stride(from: 63, through: 0, by: -1) where count >> UInt64(bit) & 1 == 1 {
      subtrees.append(try subtree(height: bit, index: start >> UInt64(bit)))
      start += 1 << UInt64(bit)
    }
    guard count <= size, let frontier = MerkleFrontier(size: count, subtrees: subtrees) else {
      throw LogDamage.wrongRoot(size: count)
    }
    return frontier
  }

  /// The hashes that lead from the leaf of that index to the root (RFC 9162 §2.1.3.1), the leaf's sibling first.
  package func inclusionProof(of index: UInt64) throws -> [Digest] {
    guard index < size else { throw LogDamage.missing(path: "entry \(index)") }
    var proof: [Digest] = []
    var (start, count) = (UInt64(0), size)
    while count > 1 {
      let left = Self.split(count)
      if index < start + left {
        proof.append(try hash(start: start + left, count: count - left))
        count = left
      } else {
        proof.append(try hash(start: start, count: left))
        (start, count) = (start + left, count - left)
      }
    }
    return proof.reversed()
  }
}
