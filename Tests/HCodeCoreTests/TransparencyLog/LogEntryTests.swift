@testable import HCodeBase
@testable import HCodeCore
import Testing

/// Entries: one spelling, nothing beyond what docs/log.md allows.
@Suite struct LogEntryTests {
  private static func entry(
    _ change: (inout (LogEntry.Act, HealthStatus, Int64, String?, String?)) -> Void = { _ in }
  ) throws -> LogEntry {
    var parts: (LogEntry.Act, HealthStatus, Int64, String?, String?) = (
      .issued, .red, 86_400, "Order 2026/117", "desk-9"
    )
    change(&parts)
    let time = try #require(Timestamp(seconds: 1_795_513_800))
    return try LogEntry(
      act: parts.0, commitment: Digest(of: [1]), issuer: try #require(IssuerIdentifier("CN-HA")),
      keyIdentifier: try #require(KeyIdentifier(bytes: [1, 2, 3, 4, 5, 6, 7, 8])),
      officer: try #require(IssuerIdentifier("desk-7")),
      secondOfficer: parts.4.flatMap { IssuerIdentifier($0) }, status: parts.1,
      reason: .confirmedCase, authority: parts.3, time: time,
      until: time.advanced(bySeconds: parts.2))
  }

  @Test func anEntryComesBackAsTheSameBytes() throws {
    for entry in [
      try Self.entry(), try Self.entry { $0.1 = .yellow }, try Self.entry { $0.3 = nil },
      try Self.entry { $0.4 = nil }, try Self.entry { $0.0 = .raised },
    ] {
      let read = try LogEntry(entry.encoded)
      #expect(read == entry && read.encoded == entry.encoded)
    }
  }

  @Test func whatIsNotLoggedIsRefused() {
    #expect(throws: LogEntry.MalformedEntry.self) { try Self.entry { $0.1 = .green } }
    #expect(throws: LogEntry.MalformedEntry.self) {
      try Self.entry {
        $0.0 = .raised
        $0.1 = .yellow
      }
    }
    #expect(throws: LogEntry.MalformedEntry.self) { try Self.entry { $0.2 = 0 } }
    #expect(throws: LogEntry.MalformedEntry.self) { try Self.entry { $0.3 = "a\u{202E}b" } }
    #expect(throws: LogEntry.MalformedEntry.self) { try Self.entry { $0.4 = "desk-7" } }
  }

  @Test func noChangedByteIsReadAsTheSameEntry() throws {
    let entry = try Self.entry()
    let bytes = entry.encoded
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << UInt8(bit)
        #expect((try? LogEntry(changed)) != entry)
      }
      #expect(throws: LogEntry.MalformedEntry.self) { try LogEntry(Array(bytes[..<index])) }
    }
    #expect(throws: LogEntry.MalformedEntry.self) { try LogEntry(bytes + [0]) }
  }

  @Test func aLineOfJSONIsTheSameEntry() throws {
    let entry = try Self.entry()
    let line = """
      {"act":"issued","commitment":"\(entry.commitment.hex)","issuer":"CN-HA","key_id":"0102030405060708",
       "officer":"desk-7","second_officer":"desk-9","status":"red","reason":"confirmed-case",
       "authority":"Order 2026/117","time":"\(entry.time.rfc3339)","until":"\(entry.until.rfc3339)"}
      """
    #expect(try LogEntry(json: Array(line.utf8)) == entry)
    for (old, new) in [
      ("issued", "made"), ("\"CN-HA\"", "7"), ("0102030405060708", "0102"), ("red", "green"),
      ("confirmed-case", "none"), ("\"until\"", "\"name\""), ("Order", "\\u001b"), ("{", ""),
    ] {
      let changed = line.replacing(old, with: new)
      #expect(throws: LogEntry.MalformedEntry.self, "\(old)") {
        try LogEntry(json: Array(changed.utf8))
      }
    }
  }

  @Test func anExportLeadsFromItsFrontierToItsRoot() throws {
    let name = try #require(NoteName("log"))
    let entries = try (0..<9).map { number in
      try Self.entry { $0.3 = "Order \(number)" }
    }
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
