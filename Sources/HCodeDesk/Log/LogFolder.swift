package import HCodeBase
package import HCodeCore
package import HCodeSystem
import Glibc

/// The folder of a log that this machine keeps: what any web server may publish, and beside it, or in a folder of their own, `.journal`,
/// the entries that no checkpoint covers yet, and `.lock`. One process changes it at a time; a kill at any moment leaves every acknowledged
/// entry where it was.
package struct LogFolder: Sendable {
  package let folder: FileName
  /// Where journal and lock are.
  private let kept: FileName

  /// A log whose journal and lock are in that folder; beside what is published without one.
  package init(folder: FileName, keeping kept: FileName? = nil) {
    self.folder = folder
    self.kept = kept ?? folder
  }

  /// The log in a folder that somebody names. Of a log that a desk publishes journal and lock are where the desk has them.
  package init(named folder: FileName) {
    self.init(folder: folder, keeping: Self.keptByDesk(folder))
  }

  /// Whether a desk publishes the log: its entries get there through the registry.
  package var isOfDesk: Bool { Self.keptByDesk(folder) != nil }

  private static func keptByDesk(_ folder: FileName) -> FileName? {
    guard let log = folder.resolved, log.folder.lastComponent == Array("publish".utf8) else {
      return nil
    }
    let desk = log.folder.folder
    guard desk.appending(Array("desk.json".utf8)).isThere else { return nil }
    return desk.appending(Array("state".utf8)).appending(log.lastComponent)
  }

  private func file(_ path: String) -> FileName { folder.appending(Array(path.utf8)) }

  /// Whether there is a log in the folder.
  package var isThere: Bool { checkpointName.isThere }

  private var checkpointName: FileName { file("checkpoint") }
  package var keyName: FileName { file("vkey") }
  private var historyName: FileName { file("history") }
  private var journalName: FileName { kept.appending(Array(".journal".utf8)) }

  /// The log's own key, from the folder.
  package func key() throws -> NoteKey { try NoteKeyFile.read(keyName) }

  /// Makes a log without entries.
  package static func create(
    _ folder: FileName, keeping kept: FileName? = nil, origin: NoteName, with key: SigningKey,
    at now: Timestamp
  ) throws {
    let log = LogFolder(folder: folder, keeping: kept)
    guard log.checkpointName.withCString({ access($0, F_OK) }) != 0 else {
      throw LogFolderError.exists.in(folder)
    }
    try AtomicFile.makeFolders(folder, mode: 0o755)
    if let kept { try AtomicFile.makeFolders(kept, mode: 0o700) }
    let lock = try log.lock()
    defer { lock.release() }
    let noteKey = NoteKey(name: origin, publicKey: key.issuerKey.publicKey, kind: .note)
    try log.write(Array((noteKey.text + "\n").utf8), to: log.keyName)
    guard var checkpoint = LogCheckpoint(origin: origin, size: 0, root: MerkleHash.empty) else {
      throw LogFolderError.badOrigin(origin.description)
    }
    try checkpoint.sign(as: noteKey, at: now, with: key)
    try log.write([], to: log.historyName)
    try log.write([], to: log.journalName)
    // The checkpoint last: where there is one there is a whole log.
    try log.write(checkpoint.note.bytes, to: log.checkpointName, force: false)
  }

  /// Writes a log as it was published, with the checkpoints of its past: what had no checkpoint is not in it.
  package static func write(
    _ export: LogExport, of key: NoteKey, history: [UInt8], to folder: FileName,
    keeping kept: FileName
  ) throws {
    try AtomicFile.makeFolders(folder, mode: 0o755)
    try AtomicFile.makeFolders(kept, mode: 0o700)
    let log = LogFolder(folder: folder, keeping: kept)
    let tree = TiledTree(size: 0, source: LogPlace(name: folder))
    try PublishedLog.naming(folder) {
      var growth = try TreeGrowth(tree, root: MerkleHash.empty)
      var tiles = FilesSyncedTogether()
      func write(_ file: TreeGrowth.File) throws {
        let name = log.file(file.tile.path)
        try AtomicFile.makeFolders(name.folder, mode: 0o755)
        try tiles.write(file.bytes, to: name)
      }
      for entry in try export.entries() { try growth.append(entry.encoded, write) }
      for file in growth.edge { try write(file) }
      try tiles.sync()
      guard growth.frontier.root == export.checkpoint.root else {
        throw LogDamage.wrongRoot(size: export.checkpoint.size)
      }
    }
    try log.write(Array((key.text + "\n").utf8), to: log.keyName)
    try log.write(history, to: log.historyName)
    try log.write([], to: log.journalName)
    try log.write(export.checkpoint.note.bytes, to: log.checkpointName)
  }

  /// Copies a log to another folder, where it goes on. The old one loses its journal, and is a published copy from then on. A run that was
  /// killed left the journal under another name, and is done again.
  package static func move(
    _ old: FileName, to folder: FileName, keeping kept: FileName
  ) throws {
    let log = LogFolder(folder: old)
    let lock = try log.lock()
    defer { lock.release() }
    let moved = log.movedName
    if log.journalName.isThere {
      guard log.journalName.withCString({ from in moved.withCString { rename(from, $0) } }) == 0
      else { throw FileError.notWritten(errno).in(log.journalName) }
      try AtomicFile.syncFolder(of: moved)
    }
    guard moved.isThere else { throw LogFolderError.journalMissing.in(log.journalName) }
    try AtomicFile.makeFolders(kept, mode: 0o700)
    let new = LogFolder(folder: folder, keeping: kept)
    try new.write(
      try FileReading.bytes(of: moved, limit: LogJournal.maximumBody * 2), to: new.journalName)
    try copyTiles(from: old, to: folder)
  }

  /// Takes away what `move` needs to be done again: the log goes on in the other folder.
  package static func forgetMoved(_ old: FileName) {
    _ = LogFolder(folder: old).movedName.withCString(unlink)
  }

  private var movedName: FileName { FileName(bytes: journalName.bytes + Array("-moved".utf8)) }

  private static func copyTiles(from old: FileName, to folder: FileName) throws {
    try AtomicFile.makeFolders(folder, mode: 0o755)
    for name in old.entries() ?? [] where name.first != 0x2E {
      let (from, to) = (old.appending(name), folder.appending(name))
      var status = stat()
      guard from.withCString({ lstat($0, &status) }) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try copyTiles(from: from, to: to)
      case S_IFREG:
        let bytes = try FileReading.bytes(of: from, limit: CheckpointHistory.maximumBytes)
        try AtomicFile.write(bytes, to: to, force: true, isNamedByArgument: false)
      default: break
      }
    }
  }

  /// The last checkpoint, signed by the log's own key.
  package func checkpoint() throws -> LogCheckpoint {
    guard checkpointName.withCString({ access($0, F_OK) }) == 0 || errno != ENOENT else {
      throw LogFolderError.missing.in(folder)
    }
    let bytes = try FileReading.bytes(of: checkpointName, limit: SignedNote.maximumBytes)
    guard let checkpoint = LogCheckpoint(bytes), checkpoint.isSigned(by: try key()) else {
      throw LogFolderError.foreignCheckpoint.in(checkpointName)
    }
    return checkpoint
  }

  /// What the log knows of the time: its last checkpoint, which is made every few minutes.
  package func timeEvidence() throws -> TimeEvidence {
    Self.timeEvidence(of: try checkpoint(), by: try key())
  }

  private static func timeEvidence(of checkpoint: LogCheckpoint, by key: NoteKey) -> TimeEvidence {
    let time = checkpoint.cosigned(by: key.cosigner)
    return TimeEvidence(signed: time, seen: time)
  }

  /// Appends entries; they are on the disk when this returns the index of the first. `check` gets what the last checkpoint says of
  /// the time, and throws to stop.
  package func append(
    _ entries: [SignedAct], check: ((TimeEvidence) throws -> Void)? = nil
  ) throws -> UInt64 {
    let lock = try lock()
    defer { lock.release() }
    let last = try checkpoint()
    try check?(Self.timeEvidence(of: last, by: try key()))
    let size = last.size
    let journal = try LogJournal(journalName)
    defer { journal.close() }
    var first = try journal.end() ?? 0
    if first <= size {
      // A checkpoint died before it emptied the journal, or there is nothing in it.
      try journal.empty()
      first = size
    }
    try journal.append(entries.map(\.encoded), from: first)
    return first
  }

  /// The numbers of those of these entries that are on the disk, in tiles or not, by their bytes; none before the first so many is
  /// looked at.
  package func indexes(of entries: [SignedAct], behind start: UInt64 = 0) throws -> [[UInt8]:
    UInt64]
  {
    let wanted = Set(entries.map(\.encoded))
    guard !wanted.isEmpty else { return [:] }
    var found: [[UInt8]: UInt64] = [:]
    try forEachEntry(from: start) { index, bytes in
      if wanted.contains(bytes) { found[bytes] = index }
      return found.count < wanted.count
    }
    return found
  }

  /// The number of an entry that is on the disk, in tiles or not; nil when none from that number on is it.
  package func index(of entry: SignedAct, from first: UInt64 = 0) throws -> UInt64? {
    var found: UInt64?
    try forEachEntry(from: first) { index, bytes in
      if bytes == entry.encoded { found = index }
      return found == nil
    }
    return found
  }

  /// The entry of that number, in tiles or not; nil when there are fewer.
  package func entry(_ index: UInt64) throws -> [UInt8]? {
    let size = try checkpoint().size
    guard index >= size else {
      // What a checkpoint covers is in tiles, also in a published copy.
      return try PublishedLog.naming(folder) {
        try TiledTree(size: size, source: LogPlace(name: folder)).entry(index)
      }
    }
    var found: [UInt8]?
    try forEachEntry(from: index) { _, bytes in
      found = bytes
      return false
    }
    return found
  }

  /// Hands over the entries from that number on, in tiles or not, for as long as `body` returns true.
  package func forEachEntry(
    from first: UInt64, _ body: (UInt64, [UInt8]) throws -> Bool
  ) throws {
    let lock = try lock()
    defer { lock.release() }
    let size = try checkpoint().size
    let journal = try LogJournal(journalName)
    defer { journal.close() }
    let tree = TiledTree(size: size, source: LogPlace(name: folder))
    var isDone = false
    func hand(_ index: UInt64, _ bytes: [UInt8]) throws {
      if !isDone, index >= first { isDone = try !body(index, bytes) }
    }
    var bundle = first / UInt64(LogTile.fullWidth)
    while !isDone, bundle * UInt64(LogTile.fullWidth) < size {
      for (place, bytes) in try PublishedLog.naming(folder, { try tree.entries(bundle: bundle) })
        .enumerated()
      {
        try hand(bundle * UInt64(LogTile.fullWidth) + UInt64(place), bytes)
      }
      bundle += 1
    }
    guard !isDone else { return }
    try journal.forEachBatch { batch in
      for (place, bytes) in batch.entries.enumerated() {
        let index = batch.first + UInt64(place)
        // A checkpoint died before it emptied the journal.
        if index >= size { try hand(index, bytes) }
      }
    }
  }

  /// How many entries are on the disk, in tiles or not.
  package func length() throws -> UInt64 {
    let lock = try lock()
    defer { lock.release() }
    let journal = try LogJournal(journalName)
    defer { journal.close() }
    return max(try checkpoint().size, try journal.end() ?? 0)
  }

  /// Puts the journal's entries into tiles and signs the tree. Tiles first, then, once they are on the disk, the checkpoint that
  /// names them, then the journal goes: a kill in between leaves files that nothing names, which the next run writes again
  /// as the same bytes.
  ///
  /// `check` gets what the last checkpoint says of the time, and throws to stop.
  package func advance(
    with key: SigningKey, at now: Timestamp, check: (TimeEvidence) throws -> Void
  ) throws -> LogCheckpoint {
    let noteKey = try self.key()
    guard noteKey.publicKey == key.issuerKey.publicKey else {
      throw LogFolderError.otherKey(log: noteKey.text).in(folder)
    }
    let lock = try lock()
    defer { lock.release() }
    let old = try checkpoint()
    try check(Self.timeEvidence(of: old, by: noteKey))
    let journal = try LogJournal(journalName)
    defer { journal.close() }
    let tree = TiledTree(size: old.size, source: LogPlace(name: folder))
    var growth = try PublishedLog.naming(folder) { try TreeGrowth(tree, root: old.root) }
    var tiles = FilesSyncedTogether()
    func write(_ file: TreeGrowth.File) throws {
      // What the last checkpoint names stays as it is. Any other is written again even if it is there: a run that died may
      // not have got it onto the disk.
      guard !file.tile.isPart(of: old.size) else { return }
      let name = self.file(file.tile.path)
      try AtomicFile.makeFolders(name.folder, mode: 0o755)
      try tiles.write(file.bytes, to: name)
    }
    try journal.forEachBatch { batch in
      guard batch.end > growth.frontier.size else { return }
      guard batch.first <= growth.frontier.size else {
        throw LogFolderError.entriesMissing(from: growth.frontier.size, to: batch.first).in(
          journalName)
      }
      for entry in batch.entries.dropFirst(Int(growth.frontier.size - batch.first)) {
        try PublishedLog.naming(folder) { try growth.append(entry, write) }
      }
    }
    for file in growth.edge { try write(file) }
    try tiles.sync()
    guard
      var new = LogCheckpoint(
        origin: old.origin, size: growth.frontier.size, root: growth.frontier.root)
    else { throw LogFolderError.full.in(folder) }
    try new.sign(as: noteKey, at: now, with: key)
    try self.write(new.note.bytes, to: checkpointName)
    try record(new, of: noteKey)
    try journal.empty()
    removePartial(from: old.size, to: new.size)
    return new
  }

  /// Puts a checkpoint that is published into the history. A kill before that leaves one out, which changes no date by more than an
  /// hour.
  private func record(_ checkpoint: LogCheckpoint, of log: NoteKey) throws {
    var history: [UInt8] = []
    do {
      history = try FileReading.bytes(of: historyName, limit: CheckpointHistory.maximumBytes)
    } catch let error as InFile<FileError> where error.failure.isAbsent {}
    let longer: [UInt8]?
    do { longer = try CheckpointHistory.adding(checkpoint, of: log, to: history) } catch {
      throw error.in(historyName)
    }
    if let longer { try write(longer, to: historyName) }
  }

  /// Adds the cosignatures of those witnesses to the published checkpoint, from copies of it.
  package func add(_ copies: [(FileName, LogCheckpoint)], of witnesses: [NoteKey]) throws
    -> LogCheckpoint
  {
    let lock = try lock()
    defer { lock.release() }
    var checkpoint = try checkpoint()
    for (name, copy) in copies {
      guard checkpoint.merge(copy, of: witnesses) else {
        throw LogFolderError.otherCopy(size: copy.size, published: checkpoint.size).in(name)
      }
    }
    for witness in witnesses where checkpoint.cosigned(by: witness) == nil {
      throw LogFolderError.notCosigned(by: witness.name.description)
    }
    try write(checkpoint.note.bytes, to: checkpointName)
    try record(checkpoint, of: try key())
    return checkpoint
  }

  /// Takes away the partial tiles that a full one has taken the place of, where readers look next (C2SP tlog-tiles).
  private func removePartial(from old: UInt64, to new: UInt64) {
    for level in -1..<8 {
      let content: LogTile.Content = level < 0 ? .entries : .hashes(level: level)
      let shift = UInt64(8 * max(level, 0))
      let full = UInt64(LogTile.fullWidth)
      let first = old >> shift / full
      guard new >> shift / full > first else { continue }
      let tile = LogTile(content, index: first, width: 1)
      let folder = file(tile.path).folder
      for name in folder.entries() ?? [] { _ = folder.appending(name).withCString(unlink) }
      _ = folder.withCString(rmdir)
    }
  }

  /// Writes one of the log's own files, which no argument may name for anything else.
  private func write(_ bytes: [UInt8], to name: FileName, force: Bool = true) throws {
    try AtomicFile.write(bytes, to: name, force: force, isNamedByArgument: false)
  }

  private func lock() throws -> FileLock { try FileLock(kept.appending(Array(".lock".utf8))) }
}
