package import HCodeBase
import HCodeCore
import HCodeFormats
package import HCodeSystem
package import HCodeTrust
import Glibc

/// The folder in which a checkpoint keeps the lists that it believes: `index`, the one file that names everything, and
/// `objects/`, contents under their SHA-256. What the index names is written before it, and it is replaced whole, so that a
/// kill at any moment leaves the old store or the new one.
package struct TrustStore {
  package let folder: FileName
  /// The clock of whoever imports; nil for changes that say nothing of the time.
  package var clock: ImportClock?

  private var indexName: FileName { folder.appending(Array("index".utf8)) }
  private var lockName: FileName { folder.appending(Array("lock".utf8)) }
  private var objectsFolder: FileName { folder.appending(Array("objects".utf8)) }

  private func objectName(_ digest: Digest) -> FileName {
    objectsFolder.appending(Array(digest.hex.utf8))
  }

  /// Whether there is a store in the folder. One that the system does not let us look at is there: to take it for none would
  /// be to forget everything that is held, and with it what may not be rolled back.
  package var exists: Bool { Self.isThere(indexName) }

  /// Whether there is a folder for a store, be it empty: where a disk is mounted over it, say.
  var hasFolder: Bool { Self.isThere(folder) }

  static func isThere(_ name: FileName) -> Bool {
    name.withCString { access($0, F_OK) } == 0 || ![ENOENT, ENOTDIR].contains(errno)
  }

  // MARK: Reading

  /// For a scan: the index opened, nothing read but its header.
  package func open() throws -> OpenTrustStore {
    let descriptor = indexName.withCString { Glibc.open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw FileError.notReadable(errno).in(indexName) }
      throw TrustStoreError.missing.in(folder)
    }
    let file = FileByteSource(descriptor: descriptor, readsBeginning: true)
    do {
      return OpenTrustStore(
        index: try TrustIndex(file), indexName: indexName, file: file, objectName: objectName)
    } catch { throw TrustStoreError.damaged(detail: error.detail).in(indexName) }
  }

  /// Everything that is held, for those who change or show it.
  package func holdings() throws -> TrustHoldings {
    guard exists else { return TrustHoldings() }
    // Two imports while this reads may take away what the first index named: no damage, but a reason to begin again.
    for _ in 0..<5 {
      let opened = try open()
      if let holdings = try? holdings(of: opened) { return holdings }
      if opened.isCurrent { break }
    }
    return try holdings(of: open())
  }

  private func holdings(of open: OpenTrustStore) throws -> TrustHoldings {
    var failure: InFile<FileError>?
    func object(_ digest: Digest) -> [UInt8]? {
      do { return try contents(digest) } catch {
        failure = error
        return nil
      }
    }
    do {
      var holdings = try TrustHoldings(catalogue: try open.index.catalogue(), object: object)
      holdings.seen = open.timeEvidence.seen
      return holdings
    } catch {
      // A disk that fails for a moment is no reason to take the store away.
      if let failure { throw failure }
      throw TrustStoreError.damaged(detail: error.detail).in(indexName)
    }
  }

  /// The contents kept under a digest; nil when they are not there or not what they should be.
  package func object(_ digest: Digest) -> [UInt8]? { try? contents(digest) }

  /// The same, but that an error of the system is one.
  private func contents(_ digest: Digest) throws(InFile<FileError>) -> [UInt8]? {
    do {
      let file = try FileReading.bytes(
        of: objectName(digest), limit: CheckedBlocks.fileBytes(LogExport.maximumFileBytes))
      return CheckedBlocks.content(of: file, digest: digest)
    } catch {
      guard let error = error as? InFile<FileError>, error.failure.isFaultOfReading else {
        return nil
      }
      throw error
    }
  }

  /// The names of objects that are not the digests of what they hold.
  package func damagedObjects() -> [String] {
    (objectsFolder.entries() ?? []).map { String(decoding: $0, as: UTF8.self) }.filter { name in
      // What a killed import left is no object; the next one takes it away.
      guard !name.hasPrefix(".") else { return false }
      guard let digest = Digest(hex: name) else { return true }
      // An import may take an object away while this looks: what is gone is not damaged.
      return object(digest) == nil && Self.isThere(objectName(digest))
    }
  }

  /// What a look finds that takes several reads: an import that comes in between would look like damage. It looks again then,
  /// and in the end makes imports wait.
  package func undisturbed<Found>(_ look: () -> Found) -> Found {
    for _ in 0..<3 {
      let index = indexBytes()
      let found = look()
      if indexBytes() == index { return found }
    }
    let lock = FileLock(sharing: lockName)
    defer { lock?.release() }
    return look()
  }

  /// Everything in it.
  package var paths: [FileName] {
    let objects = objectsFolder.entries() ?? []
    return [folder, indexName, objectsFolder] + objects.map(objectsFolder.appending)
  }

  /// The index file; nil when it cannot be read.
  package func indexBytes() -> [UInt8]? { try? FileReading.bytes(of: indexName, limit: 1 << 30) }

  // MARK: Changing

  /// Stops before anything is fetched where the clock cannot be right. What cannot be read stops the import itself.
  package func checkClock() throws {
    guard let clock, let open = try? open() else { return }
    try clock.check(open.timeEvidence, of: folder)
  }

  /// Changes what is held, alone: a second process waits. The closure's result is written, then named. Where there is no store and
  /// nothing to keep, none is made: an empty one would make every code undecided.
  package func change<Result>(_ body: (inout TrustHoldings) throws -> Result) throws -> Result {
    if !exists {
      try clock?.check(TimeEvidence(), of: folder)
      var first = TrustHoldings()
      let result = try body(&first)
      if first.isEmpty { return result }
    }
    try AtomicFile.makeFolders(objectsFolder, mode: 0o755)
    let lock = try FileLock(lockName)
    defer { lock.release() }
    let old = try holdings()
    try clock?.check(old.timeEvidence, of: folder)
    var new = old
    let result = try body(&new)
    new.settle(object: object)
    if let clock, new.hasAccepted || clock.isRight {
      new.seen = clock.noted(in: old.timeEvidence)
      if clock.isRight { new.correctImports(at: clock.now) }
    }
    guard let index = new.index else {
      throw TrustStoreError.full
    }
    if exists, try FileReading.bytes(of: indexName, limit: 1 << 30) == index { return result }
    for (digest, bytes) in new.newObjects where new.objectDigests.contains(digest) {
      if object(digest) == nil {
        try AtomicFile.write(CheckedBlocks.file(bytes), to: objectName(digest), force: true)
      }
    }
    try leaveMark()
    try AtomicFile.write(index, to: indexName, force: true)
    // A scan that opened the old index may still want what the old one names.
    removeObjects(except: new.objectDigests.union(old.objectDigests))
    return result
  }

  /// Takes away what nothing names any more, and what a killed process left beside.
  private func removeObjects(except digests: Set<Digest>) {
    let kept = Set(digests.map { Array($0.hex.utf8) })
    for (folder, isObject) in [(objectsFolder, true), (folder, false)] {
      for name in folder.entries() ?? [] {
        let isTemporary = name.first == 0x2E && name.suffix(4).elementsEqual(".tmp".utf8)
        guard isTemporary || isObject && !kept.contains(name) else { continue }
        _ = folder.appending(name).withCString(unlink)
      }
    }
  }
}
