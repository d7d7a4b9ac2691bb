package import HCodeBase
package import HCodeCore
package import HCodeFormats
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

/// A store as a scan sees it.
package struct OpenTrustStore: CurrentTrust {
  package let index: TrustIndex
  private let indexName: FileName
  private let file: FileByteSource
  private let objectName: @Sendable (Digest) -> FileName
  /// Sets of rules that were read, by their file: a stream of certificates reads each once.
  private let rulesRead = Monitor<[Digest: RuleSet]>([:])

  fileprivate init(
    index: TrustIndex, indexName: FileName, file: FileByteSource,
    objectName: @escaping @Sendable (Digest) -> FileName
  ) {
    self.index = index
    self.indexName = indexName
    self.file = file
    self.objectName = objectName
  }

  package var isCurrent: Bool { file.is(indexName) }

  package var timeEvidence: TimeEvidence { index.timeEvidence }

  package var holdsNothing: Bool { index.holdsNothing }

  package func keyRecord(_ identifier: KeyIdentifier) throws(TrustFailure) -> KeyRecord {
    do { return try index.keyRecord(identifier) } catch {
      throw TrustFailure("the trust store is damaged: \(error.detail)")
    }
  }

  package func speaker(for issuer: IssuerIdentifier) throws(TrustFailure) -> IssuerIdentifier? {
    do { return try index.speaker(for: issuer) } catch {
      throw TrustFailure("the trust store is damaged: \(error.detail)")
    }
  }

  package func foreignRecords(_ name: ForeignKeyName) throws(TrustFailure) -> [ForeignRecord] {
    do { return try index.foreignRecords(name) } catch {
      throw TrustFailure("the trust store is damaged: \(error.detail)")
    }
  }

  /// Reads a few records of the log's index.
  package func isLogged(_ key: [UInt8], in log: LogFacts) throws(TrustFailure) -> Bool {
    let (name, blocks) = try blocks(log.digest)
    guard let isThere = LogIndex.holds(key, bytes: blocks.count, in: blocks) else {
      throw TrustFailure("\(name.description): the index of the log is damaged")
    }
    return isThere
  }

  /// The content of a file that is read in parts.
  private func blocks(_ digest: Digest) throws(TrustFailure) -> (FileName, CheckedBlocks) {
    let name = objectName(digest)
    let descriptor = name.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      throw TrustFailure("\(name.description): \(String(cString: strerror(errno)).lowercased())")
    }
    let file = FileByteSource(descriptor: descriptor)
    var status = stat()
    guard fstat(descriptor, &status) == 0,
      let blocks = CheckedBlocks(file, fileBytes: Int(status.st_size), digest: digest)
    else { throw TrustFailure("\(name.description): it is damaged") }
    return (name, blocks)
  }

  package func rules(over payload: BusinessRule.Payload) throws(TrustFailure) -> [RulesInForce] {
    var sets: [RulesInForce] = []
    let named: [(name: String, digest: Digest, expires: Timestamp?)]
    do { named = try index.rules(over: payload) } catch {
      throw TrustFailure("the trust store is damaged: \(error.detail)")
    }
    for (name, digest, expires) in named {
      sets.append(RulesInForce(name: name, set: try ruleSet(name, digest), expires: expires))
    }
    return sets
  }

  private func ruleSet(_ name: String, _ digest: Digest) throws(TrustFailure) -> RuleSet {
    if let read = rulesRead.withLock({ $0[digest] }) { return read }
    let file = objectName(digest)
    let limit = CheckedBlocks.fileBytes(RuleSet.maximumFileBytes)
    guard let stored = try? FileReading.bytes(of: file, limit: limit),
      let bytes = CheckedBlocks.content(of: stored, digest: digest)
    else {
      throw TrustFailure("\(file.description): the rules of '\(name)' are missing or damaged")
    }
    let set: RuleSet
    do { set = try RuleSet(bytes: bytes) } catch {
      throw TrustFailure("\(file.description): \(error.message)")
    }
    rulesRead.withLock { $0[digest] = set }
    return set
  }

  /// Reads one byte of the list, which lies inflated in its file, and checks the block around it.
  package func status(of index: UInt32, in list: StatusListFacts) throws(TrustFailure)
    -> CodeStatus?
  {
    let (name, blocks) = try blocks(list.digest)
    guard Int(index / 4) < blocks.count else { return nil }
    guard let byte = blocks.bytes(at: Int(index / 4), count: 1)?.first else {
      throw TrustFailure("\(name.description): the status list is damaged")
    }
    return CodeStatus(rawValue: byte >> UInt8(index % 4 * 2) & 3)
  }
}

/// An open file, read where it is asked for; closes itself. Its beginning is read at once: of a small index that is all.
private final class FileByteSource: ByteSource {
  private static let beginningBytes = 4096

  private let descriptor: Int32
  private let beginning: [UInt8]

  init(descriptor: Int32, readsBeginning: Bool = false) {
    self.descriptor = descriptor
    beginning =
      readsBeginning ? FileDescriptor.read(descriptor, at: 0, Self.beginningBytes) ?? [] : []
  }

  deinit { close(descriptor) }

  /// Whether the file under that name is still this one.
  func `is`(_ name: FileName) -> Bool {
    var (there, here) = (stat(), stat())
    guard name.withCString({ stat($0, &there) }) == 0, fstat(descriptor, &here) == 0 else {
      return false
    }
    // While this one is open no other file can have its number.
    return there.st_dev == here.st_dev && there.st_ino == here.st_ino
  }

  func bytes(at offset: Int, count: Int) -> [UInt8]? {
    if offset >= 0, count >= 0, count <= beginning.count, offset <= beginning.count - count {
      return Array(beginning[offset..<offset + count])
    }
    let bytes = FileDescriptor.read(descriptor, at: offset, count)
    return bytes?.count == count ? bytes : nil
  }
}
