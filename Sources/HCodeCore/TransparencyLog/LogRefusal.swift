/// Why a log, a checkpoint or a proof is not believed: the refusal by name, and a sentence for people (docs/log.md §6).
package struct LogRefusal: Error, Equatable, Sendable {
  /// The names that programs rely on.
  package enum Name: String, Sendable, CaseIterable {
    /// No checkpoint or proof as docs/log.md describes them.
    case malformedCheckpoint = "malformed-checkpoint"
    /// Not signed by the log's key, under another name, or at no time.
    case wrongKey = "wrong-key"
    /// A cosignature of a known witness does not hold.
    case badCosignature = "bad-cosignature"
    /// Fewer cosignatures of known witnesses than asked for.
    case tooFewWitnesses = "too-few-witnesses"
    /// Smaller than what was seen before: entries were cut off, or an old checkpoint is served again.
    case rollback
    /// Another tree of the size that was seen before.
    case splitView = "split-view"
    /// Larger than what was seen before, and not grown from it.
    case inconsistent
    /// A tile or a bundle of entries is not there.
    case missingTile = "missing-tile"
    /// A tile or a bundle of entries is not what such a file has to be.
    case malformedTile = "malformed-tile"
    /// An entry is not the one whose hash stands in the tree.
    case rewrittenEntry = "rewritten-entry"
    /// A hash is not that of the tile below it.
    case rewrittenTile = "rewritten-tile"
    /// The tiles add up to another root than the checkpoint's.
    case wrongRoot = "wrong-root"
    /// An entry says something that docs/log.md does not know.
    case malformedEntry = "malformed-entry"
    /// The hashes of a proof do not lead from the entry to the root.
    case notIncluded = "not-included"
    /// The entry is one of another code.
    case otherCode = "other-code"
  }

  /// The refusal.
  package let name: Name
  /// What exactly is wrong and where. Not a stable text.
  package let detail: String

  /// A refusal of that name.
  package init(_ name: Name, _ detail: String) {
    self.name = name
    self.detail = detail
  }

  /// The refusal of a log whose files do not bear out its checkpoint.
  package init(of damage: LogDamage) {
    switch damage {
    case .missing(let path): self.init(.missingTile, "\(path) is not there")
    case .malformed(let path): self.init(.malformedTile, "\(path) is damaged")
    case .rewrittenEntry(let index):
      self.init(.rewrittenEntry, "entry \(index) is not the one that was logged")
    case .rewrittenTile(let path):
      self.init(.rewrittenTile, "\(path) is not what the tiles below it give")
    case .wrongRoot(let size):
      self.init(.wrongRoot, "the tiles do not add up to the root of the \(size) entries")
    }
  }
}
