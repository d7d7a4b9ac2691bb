import HCodeBase

/// Where the tiles of a log are: a folder, a web server, memory.
package protocol TileSource {
  /// The bytes of a tile; nil when there is no such tile. A reader whose partial tile is gone asks for the full one.
  func bytes(of tile: LogTile) throws -> [UInt8]?

  /// Tells which full tiles will be asked for next, so that a source far away can get them together. Nothing else follows from it.
  func expect(_ tiles: [LogTile])
}

extension TileSource {
  /// A source that is near does nothing.
  package func expect(_ tiles: [LogTile]) {}
}
