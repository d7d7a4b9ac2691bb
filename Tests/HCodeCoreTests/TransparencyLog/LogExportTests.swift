@testable import HCodeBase
@testable import HCodeCore
import Testing

/// An export for a checkpoint without network.
@Suite struct LogExportTests {
  private static func entry(_ number: Int) throws -> SignedAct {
    let time = try #require(Timestamp(seconds: 1_795_513_800))
    let act = LogAct(
      .issued, commitment: Digest(of: [1]), issuer: try Authority.identifier("CN-HA"),
      keyIdentifier: try #require(KeyIdentifier(bytes: [1, 2, 3, 4, 5, 6, 7, 8])),
      officer: try Authority.identifier("desk-7"), status: .red,
      grounds: LogAct.Grounds(reason: .status(.confirmedCase), order: "Order \(number)"),
      time: time, until: time.advanced(bySeconds: 86_400))
    return try SignedAct(try #require(act), with: Authority.key(7))
  }

  @Test func anExportLeadsFromItsFrontierToItsRoot() throws {
    let name = try #require(NoteName("log"))
    let entries = try (0..<9).map { try Self.entry($0) }
    var (start, all) = (MerkleFrontier(), MerkleFrontier())
    for (number, entry) in entries.enumerated() {
      if number < 4 { start.append(MerkleHash.leaf(entry.encoded)) }
      all.append(MerkleHash.leaf(entry.encoded))
    }
    var checkpoint = try #require(LogCheckpoint(origin: name, size: 9, root: all.root))
    let key = try Authority.key(51)
    let (log, now) = (
      NoteKey(name: name, publicKey: key.issuerKey.publicKey, kind: .note),
      try #require(Timestamp(seconds: 1))
    )
    try checkpoint.sign(as: log, at: now, with: key)
    var base = try #require(LogCheckpoint(origin: name, size: 4, root: start.root))
    try base.sign(as: log, at: now, with: key)
    let export = LogExport(
      checkpoint: checkpoint, base: base, start: start, entries: Array(entries.dropFirst(4)))
    let read = try LogExport(bytes: export.bytes)
    #expect(try read.end == all && read.entries().count == 5)
    #expect(
      read.root(at: 4) == start.root && read.root(at: 3) == nil && read.root(at: 9) == all.root)
    for part in [
      LogExport(
        checkpoint: checkpoint, base: base, start: start, entries: Array(entries.dropFirst(5))),
      LogExport(
        checkpoint: checkpoint, base: base, start: start, entries: entries.dropFirst(4).reversed()),
      LogExport(checkpoint: checkpoint, start: start, entries: Array(entries.dropFirst(4))),
      LogExport(checkpoint: checkpoint, base: base, start: MerkleFrontier(), entries: entries),
      LogExport(
        checkpoint: checkpoint, base: checkpoint, start: start,
        entries: Array(entries.dropFirst(4))),
      LogExport(
        checkpoint: checkpoint, start: MerkleFrontier(), entries: entries.dropFirst(4) + []),
    ] {
      #expect(throws: ImportRefusal.self) { try LogExport(bytes: part.bytes).entries() }
    }
  }
}
