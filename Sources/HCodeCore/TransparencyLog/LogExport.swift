package import HCodeBase

/// A log for a checkpoint without network: one file that `trust import` takes (docs/log.md §5).
///
///     log-export = [ checkpoint: bstr, base: bstr / null, start: uint, frontier: [* bstr .size 32], entries: bstr ]
///
/// The frontier is that of the first `start` entries, the rest of them follow as one bundle. So whoever holds the log up to
/// `start` sees both that it has grown from there and that nothing is left out, without a proof for each entry. For others the
/// base says that the log itself had `start` entries at a time: nobody else can choose where an export begins.
package struct LogExport: Sendable {
  /// The published checkpoint.
  package let checkpoint: LogCheckpoint
  /// The log's checkpoint of exactly `start` entries; nil when the export begins with the first entry.
  package let base: LogCheckpoint?
  /// What stood before the entries.
  package let start: MerkleFrontier
  /// The entries from there on, as one bundle, where they stand in the file.
  private let bundle: ArraySlice<UInt8>

  /// The most that a file may hold.
  package static let maximumFileBytes = 128 << 20

  /// An export from its parts.
  package init(
    checkpoint: LogCheckpoint, base: LogCheckpoint? = nil, start: MerkleFrontier,
    entries: [SignedAct]
  ) {
    self.checkpoint = checkpoint
    self.base = base
    self.start = start
    var bundle: [UInt8] = []
    for entry in entries { _ = LogTile.append(entry.encoded, to: &bundle) }
    self.bundle = bundle[...]
  }

  /// The file.
  package var bytes: [UInt8] {
    CBORValue.array([
      .bytes(checkpoint.note.bytes), base.map { .bytes($0.note.bytes) } ?? .simple(22),
      .unsigned(start.size),
      .array(start.subtrees.map { .bytes($0.bytes) }), .bytes(Array(bundle)),
    ]).encoded
  }

  /// Reads what is around the entries. Whose checkpoint it is, is another question, and goes before `entries()`: it takes a signature, and
  /// they take time by their number. Throws `too-large` and `malformed-list`.
  package init(bytes: [UInt8]) throws(ImportRefusal) {
    guard bytes.count <= Self.maximumFileBytes else {
      throw ImportRefusal(.tooLarge, "the log has more than \(Self.maximumFileBytes >> 20) MiB")
    }
    var shell = CBORShell(bytes)
    let parts = shell.array()
    guard parts != 4 else {
      throw Self.malformed("is an export of hcode 0.1, without the checkpoint at which it begins")
    }
    guard parts == 5, let note = shell.bytes(), let checkpoint = LogCheckpoint(Array(note)) else {
      throw Self.malformed("is no checkpoint, base, frontier and entries")
    }
    var base: LogCheckpoint?
    if !shell.null() {
      base = shell.bytes().flatMap { LogCheckpoint(Array($0)) }
      guard base != nil else { throw Self.malformed("has a base that is no checkpoint") }
    }
    guard let size = shell.unsigned(), let hashes = shell.array(), hashes <= 64
    else { throw Self.malformed("is no checkpoint, base, frontier and entries") }
    var subtrees: [Digest] = []
    for _ in 0..<hashes {
      if let digest = shell.bytes().flatMap({ Digest(bytes: Array($0)) }) {
        subtrees.append(digest)
      }
    }
    guard subtrees.count == hashes, size <= checkpoint.size,
      let start = MerkleFrontier(size: size, subtrees: subtrees)
    else { throw Self.malformed("has a frontier that is none") }
    guard (base == nil) == (size == 0), base?.size ?? 0 == size else {
      throw Self.malformed("begins elsewhere than its base ends")
    }
    guard let bundle = shell.bytes(), shell.isAtEnd else {
      throw Self.malformed("is no checkpoint, base, frontier and entries")
    }
    self.checkpoint = checkpoint
    self.base = base
    self.start = start
    self.bundle = bundle
  }

  private static func malformed(_ what: String) -> ImportRefusal {
    ImportRefusal(.malformedList, "the log \(what)")
  }

  /// The entries in their order. Throws `malformed-list` when they do not lead from the frontier to the checkpoint's root.
  package func entries() throws(ImportRefusal) -> [SignedAct] {
    // As many as the bytes can hold, so that the count in the checkpoint is not allocated unseen.
    guard let count = Int(exactly: checkpoint.size - start.size), count <= bundle.count / 2,
      let encoded = LogTile.entries(bundle, count: count)
    else { throw Self.malformed("has another number of entries than its checkpoint says") }
    guard frontier(after: encoded[...]).root == checkpoint.root else {
      throw Self.malformed("has entries that do not lead to the root of its checkpoint")
    }
    var entries: [SignedAct] = []
    entries.reserveCapacity(count)
    for (number, bytes) in encoded.enumerated() {
      do { entries.append(try SignedAct(Array(bytes))) } catch {
        throw Self.malformed(
          "has a malformed entry, \(start.size + UInt64(number)): \(error.detail)")
      }
    }
    return entries
  }

  private func frontier(after entries: ArraySlice<ArraySlice<UInt8>>) -> MerkleFrontier {
    var frontier = start
    for entry in entries { frontier.append(MerkleHash.leaf(entry)) }
    return frontier
  }

  private func encodedEntries(until size: UInt64) -> ArraySlice<ArraySlice<UInt8>> {
    let count = Int(clamping: checkpoint.size - start.size)
    return (LogTile.entries(bundle, count: count) ?? []).prefix(Int(clamping: size - start.size))
  }

  /// The frontier of the whole.
  package var end: MerkleFrontier { frontier(after: encodedEntries(until: checkpoint.size)) }

  /// The root of the tree when it had that many entries; nil outside what is here.
  package func root(at size: UInt64) -> Digest? {
    guard size >= start.size, size <= checkpoint.size else { return nil }
    return frontier(after: encodedEntries(until: size)).root
  }
}
