package import HCodeCore
package import HCodeSystem
import Glibc

/// A log's files, in a folder or below a URL.
package struct LogPlace: TileSource {
  package let name: FileName
  private let ahead = TilesAhead()

  package init(name: FileName) { self.name = name }

  private func file(_ path: String) -> FileName { name.appending(Array(path.utf8)) }

  private var isURL: Bool { URLFetching.isURL(name) }

  /// The checkpoint that is published there.
  package func checkpoint() throws -> [UInt8] {
    try bytes("checkpoint", limit: SignedNote.maximumBytes)
  }

  /// The checkpoints of the past hours and years that are published there; none for a log that has kept none yet.
  package func history() throws -> CheckpointHistory {
    do {
      return try CheckpointHistory(try bytes("history", limit: CheckpointHistory.maximumBytes))
    } catch let error as InFile<FileError> where error.failure.isAbsent {
      return CheckpointHistory()
    }
  }

  private func bytes(_ path: String, limit: Int) throws -> [UInt8] {
    try isURL
      ? URLFetching.bytes(of: file(path), limit: limit)
      : FileReading.bytes(of: file(path), limit: limit)
  }

  /// Gets them with one curl. What that does not bring is got on its own when it is asked for, and fails then if it has to.
  package func expect(_ tiles: [LogTile]) {
    guard isURL, !ahead.isGivenUp else { return }
    let found = URLFetching.together(
      tiles.map { file($0.path) }, limit: LogTile.maximumBundleBytes, total: TilesAhead.maximumBytes
    )
    ahead.isGivenUp = found == nil
    ahead.tiles = [:]
    for (tile, bytes) in zip(tiles, found ?? []) {
      if let bytes, bytes.count <= tile.maximumBytes { ahead.tiles[tile] = bytes }
    }
  }

  package func bytes(of tile: LogTile) throws -> [UInt8]? {
    if let bytes = ahead.tiles.removeValue(forKey: tile) { return bytes }
    do {
      return try bytes(tile.path, limit: tile.maximumBytes)
    } catch is InFile<URLFetchError> where !tile.isFull {
      // curl does not tell a file that is not there from a server that does not answer; of a partial tile the full
      // one is asked for next, and its failure is told.
      return nil
    } catch let error as InFile<FileError> where error.failure.isAbsent {
      return nil
    }
  }
}

/// What was got of a log before it was asked for.
private final class TilesAhead {
  /// The most bytes at once, several times what 64 bundles and their hashes have. More is got tile by tile.
  static let maximumBytes = 32 << 20

  var tiles: [LogTile: [UInt8]] = [:]
  /// Getting several at once did not work: it is not tried again, or a slow server could let each attempt wait.
  var isGivenUp = false
}
