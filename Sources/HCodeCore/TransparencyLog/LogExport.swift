package import HCodeBase

/// A log for a checkpoint without network: one file that `trust import` takes (docs/log.md §5).
///
///     log-export = [ checkpoint: bstr, start: uint, frontier: [* bstr .size 32], entries: bstr ]
///
/// The frontier is that of the first `start` entries, the rest of them follow as one bundle. So whoever holds the log up to
/// `start` sees both that it has grown from there and that nothing is left out, without a proof for each entry.
package struct LogExport: Sendable {
  /// The published checkpoint.
  package let checkpoint: LogCheckpoint
  /// What stood before the entries.
  package let start: MerkleFrontier
  /// The entries from there on, in their order.
  package let entries: [LogEntry]
  private let bundle: [UInt8]

  /// The most that a file may hold.
  package static let maximumFileBytes = 128 << 20

  /// An export from its parts.
  package init(checkpoint: LogCheckpoint, start: MerkleFrontier, entries: [LogEntry]) {
    self.checkpoint = checkpoint
    self.start = start
    self.entries = entries
    var bundle: [UInt8] = []
    for entry in entries { _ = LogTile.append(entry.encoded, to: &bundle) }
    self.bundle = bundle
  }

  /// The file.
  package var bytes: [UInt8] {
    CBORValue.array([
      .bytes(checkpoint.note.bytes), .unsigned(start.size),
      .array(start.subtrees.map { .bytes($0.bytes) }), .bytes(bundle),
    ]).encoded
  }

  /// Reads a file; refuses entries that do not lead from the frontier to the checkpoint's root. Whose checkpoint it is, is another
  /// question. Throws `too-large` and `malformed-list`.
  package init(bytes: [UInt8]) throws(ImportRefusal) {
    guard bytes.count <= Self.maximumFileBytes else {
      throw ImportRefusal(.tooLarge, "the log has more than \(Self.maximumFileBytes >> 20) MiB")
    }
    func malformed(_ what: String) -> ImportRefusal {
      ImportRefusal(.malformedList, "the log \(what)")
    }
    guard case .array(let parts) = try ImportRefusal.strictCBOR(bytes, "the log"), parts.count == 4,
      let note = parts[0].byteString, let checkpoint = LogCheckpoint(note),
      case .unsigned(let size) = parts[1], case .array(let hashes) = parts[2],
      let bundle = parts[3].byteString
    else { throw malformed("is no checkpoint, frontier and entries") }
    let subtrees = hashes.compactMap { $0.byteString.flatMap { Digest(bytes: $0) } }
    guard subtrees.count == hashes.count, size <= checkpoint.size,
      let start = MerkleFrontier(size: size, subtrees: subtrees)
    else { throw malformed("has a frontier that is none") }
    // As many as the bytes can hold, so that the count in the checkpoint is not allocated unseen.
    guard let count = Int(exactly: checkpoint.size - size), count <= bundle.count / 2,
      let encoded = LogTile.entries(bundle, count: count)
    else { throw malformed("has another number of entries than its checkpoint says") }
    var frontier = start
    var entries: [LogEntry] = []
    entries.reserveCapacity(count)
    for (number, bytes) in encoded.enumerated() {
      frontier.append(MerkleHash.leaf(bytes))
      do { entries.append(try LogEntry(bytes)) } catch {
        throw malformed("has a malformed entry, \(size + UInt64(number)): \(error.detail)")
      }
    }
    guard frontier.root == checkpoint.root else {
      throw malformed("has entries that do not lead to the root of its checkpoint")
    }
    self.checkpoint = checkpoint
    self.start = start
    self.entries = entries
    self.bundle = bundle
  }

  /// The frontier of the whole.
  package var end: MerkleFrontier {
    var frontier = start
    for entry in entries { frontier.append(MerkleHash.leaf(entry.encoded)) }
    return frontier
  }

  /// The root of the tree when it had that many entries; nil outside what is here.
  package func root(at size: UInt64) -> Digest? {
    guard size >= start.size, size <= checkpoint.size else { return nil }
    var frontier = start
    for entry in entries.prefix(Int(size - start.size)) {
      frontier.append(MerkleHash.leaf(entry.encoded))
    }
    return frontier.root
  }
}
