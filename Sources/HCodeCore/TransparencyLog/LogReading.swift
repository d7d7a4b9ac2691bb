import HCodeBase

/// The reading of a whole log: what it says now, that every entry is in its tree, and that it has grown from what was seen.
package enum LogReading {
  /// Verifies everything below a believed checkpoint. `seen` are earlier checkpoints of the same log, its own history among them;
  /// each has to be the beginning of this one. `visit` gets every entry.
  package static func verify(
    _ believed: LogPolicy.Believed, seen: [LogPolicy.Believed] = [], in source: any TileSource,
    _ visit: (UInt64, SignedAct) throws -> Void = { _, _ in }
  ) throws {
    let checkpoint = believed.checkpoint
    for old in seen { try compare(old.checkpoint, checkpoint) }
    let tree = TiledTree(size: checkpoint.size, source: source)
    let roots: [UInt64: Digest]
    do {
      roots = try TreeAudit.read(
        tree, root: checkpoint.root, rootsAt: Set(seen.map(\.checkpoint.size))
      ) { index, bytes in
        do { try visit(index, try SignedAct(bytes)) } catch let error as SignedAct.Malformed {
          throw LogRefusal(.malformedEntry, "entry \(index): \(error.detail)")
        }
      }
    } catch let damage as LogDamage {
      throw LogRefusal(of: damage)
    }
    for old in seen where roots[old.checkpoint.size] != old.checkpoint.root {
      throw LogRefusal(
        .inconsistent,
        "the first \(old.checkpoint.size) entries are not those of the checkpoint that was seen before"
      )
    }
  }

  private static func compare(
    _ old: LogCheckpoint, _ new: LogCheckpoint
  ) throws(LogRefusal) {
    guard old.size <= new.size else {
      throw LogRefusal(.rollback, "\(new.size) entries, and \(old.size) were seen before")
    }
    guard old.size < new.size || old.root == new.root else {
      throw LogRefusal(
        .splitView, "another tree of \(new.size) entries than the one that was seen before")
    }
  }
}
