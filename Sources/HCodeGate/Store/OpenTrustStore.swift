package import HCodeBase
package import HCodeCore
package import HCodeFormats
import HCodeSystem
package import HCodeTrust
import Glibc

/// A store as a scan sees it.
package struct OpenTrustStore: CurrentTrust {
  package let index: TrustIndex
  private let indexName: FileName
  private let file: FileByteSource
  private let objectName: @Sendable (Digest) -> FileName
  /// Sets of rules that were read, by their file: a stream of certificates reads each once.
  private let rulesRead = Monitor<[Digest: RuleSet]>([:])

  init(
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
