@testable import HCodeCore

/// A log in memory, for tests: what `TreeGrowth` writes and `TiledTree` reads.
final class MemoryLog: TileSource {
  var files: [String: [UInt8]] = [:]
  private(set) var checkpointed = MerkleFrontier()

  /// What was announced, announcement by announcement.
  private(set) var expected: [[LogTile]] = []

  func bytes(of tile: LogTile) -> [UInt8]? { files[tile.path] }

  func expect(_ tiles: [LogTile]) { expected.append(tiles) }

  var tree: TiledTree { TiledTree(size: checkpointed.size, source: self) }

  /// Appends and publishes.
  func append(_ entries: [[UInt8]]) throws {
    var growth = try TreeGrowth(tree, root: checkpointed.root)
    for entry in entries { try growth.append(entry) { files[$0.tile.path] = $0.bytes } }
    for file in growth.edge { files[file.tile.path] = file.bytes }
    checkpointed = growth.frontier
  }

  static func entry(_ number: Int) -> [UInt8] { Array("entry \(number)".utf8) }
}
