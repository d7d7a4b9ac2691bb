import HCodeBase

/// Why a log's files do not bear out its checkpoint.
package enum LogDamage: Error, Equatable, Sendable {
  /// A tile or bundle is missing.
  case missing(path: String)
  /// A tile or bundle is not what such a file has to be.
  case malformed(path: String)
  /// An entry is not the one whose hash stands in the tree.
  case rewrittenEntry(index: UInt64)
  /// A hash is not that of the tile below it.
  case rewrittenTile(path: String)
  /// The tiles do not add up to the root in the checkpoint.
  case wrongRoot(size: UInt64)
}
