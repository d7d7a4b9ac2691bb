import Foundation
@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeRegistry
import Testing

final class RegistryTests {
  let folder: URL
  let registry: Registry
  let note: ChangeNote
  let now: Timestamp
  /// The status key.
  let signer: KeyIdentifier

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    registry = try Self.make(folder, capacity: 1000)
    now = try #require(Timestamp(rfc3339: "2026-11-24T08:00:00Z"))
    signer = try #require(KeyIdentifier(bytes: [8, 7, 6, 5, 4, 3, 2, 1]))
    note = try #require(ChangeNote(why: "confirmed-case", authority: "Order 7", at: now))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private static func make(_ folder: URL, capacity: UInt32) throws -> Registry {
    let issuer = try #require(IssuerIdentifier("ZZ-R1"))
    let kid = try #require(KeyIdentifier(bytes: [1, 2, 3, 4, 5, 6, 7, 8]))
    let uri = try #require(StatusListURI("https://example.org/1"))
    let identity = try #require(
      RegistryIdentity(issuer: issuer, keyIdentifier: kid, uri: uri, capacity: capacity))
    let path = folder.appendingPathComponent("\(capacity).registry").path
    let image = try Registry.fresh(identity)
    try image.withUnsafeMutableBytes { try Data($0).write(to: URL(fileURLWithPath: path)) }
    let registry = try Registry(path: Array(path.utf8))
    #expect(registry.identity == identity)
    return registry
  }

  private func path(_ capacity: UInt32) -> String {
    folder.appendingPathComponent("\(capacity).registry").path
  }

  private func code(
    _ index: UInt32, subject: String? = nil, status: HealthStatus = .green
  ) throws -> RegisteredCode {
    let subject = try subject.map { text in
      try registry.hash(of: try #require(SubjectReference(text)))
    }
    return RegisteredCode(
      index: index, issued: now, expires: now.advanced(bySeconds: 60), status: status,
      subject: subject)
  }

  @Test func `a registry is in write-ahead mode and whole from the start`() throws {
    let database = try SQLiteDatabase(path: Array(path(1000).utf8))
    for (pragma, answer) in [("journal_mode", "wal"), ("integrity_check", "ok")] {
      try database.query("PRAGMA \(pragma)") { row in #expect(row.text(0) == answer) }
    }
    for (pragma, answer) in [("busy_timeout", 30_000), ("synchronous", 2), ("secure_delete", 1)] {
      #expect(try database.number("PRAGMA \(pragma)") == answer)
    }
    let summary = try registry.summary()
    #expect(summary.used == 0 && summary.recorded == 0 && summary.lastList == nil)
    #expect(summary.counts[.asSigned] == 1000)
  }

  @Test func `indexes are all different until there are no more`() throws {
    var all: Set<UInt32> = []
    for count in [1, 1, 10, 500, 0] as [UInt32] {
      all.formUnion(try registry.allocate(count: count))
    }
    #expect(all.count == 512)
    #expect(throws: RegistryError.full(capacity: 1000, left: 488)) {
      try self.registry.allocate(count: 489)
    }
    #expect(throws: RegistryError.full(capacity: 1000, left: 488)) {
      try self.registry.allocate(count: .max)
    }
    all.formUnion(try registry.allocate(count: 488))
    #expect(all == Set(0..<1000))
    #expect(throws: RegistryError.full(capacity: 1000, left: 0)) {
      try self.registry.allocate(count: 1)
    }
  }

  @Test func `a code is recorded once, and only under an index that was handed out`() throws {
    let index = try #require(try registry.allocate(count: 1).first)
    let code = RegisteredCode(
      index: index, issued: now, expires: now.advanced(bySeconds: 60), status: .yellow,
      reason: .arrival, officer: OfficerPseudonym("7"),
      subject: try registry.hash(of: try #require(SubjectReference("123X"))))
    try registry.record(code)
    #expect(try registry.history(of: index).code == code)
    try registry.record(code)
    #expect(try registry.summary().recorded == 1)
    let other = index == 0 ? UInt32(1) : 0
    #expect(throws: RegistryError.neverIssued(other)) { try self.registry.record(self.code(other)) }
    #expect(throws: RegistryError.neverIssued(other)) { try self.registry.history(of: other) }
  }

  @Test func `of many codes all are recorded or none, and the same again changes nothing`() throws {
    let lease = try registry.lease(count: 500, request: try #require(RequestIdentifier("a")))
    let codes = try lease.indexes.map { try code($0, subject: "P\($0)") }
    try registry.record(Array(codes[0..<200]))
    try registry.record(codes)
    #expect(try registry.summary().recorded == 500)

    let taken = try registry.allocate(count: 2)
    let changed: [RegisteredCode] = [
      try code(codes[7].index, subject: "somebody else"), try code(codes[7].index),
      try code(codes[7].index, subject: "P\(codes[7].index)", status: .yellow),
    ]
    for other in changed {
      #expect(throws: RegistryError.alreadyRecorded(other.index)) {
        try self.registry.record([self.code(taken[0]), other])
      }
    }
    let twice = [try code(taken[0], subject: "A"), try code(taken[0], subject: "B")]
    #expect(throws: RegistryError.alreadyRecorded(taken[0])) { try self.registry.record(twice) }
    #expect(try registry.summary().recorded == 500)
    #expect(try registry.history(of: codes[7].index).code == codes[7])
  }

  @Test func `a name is kept only where the registry was made to keep names`() throws {
    let claims = try HealthClaims(
      issuer: registry.identity.issuer, issuedAt: now, expires: now.advanced(bySeconds: 60),
      codeIndex: try #require(try registry.allocate(count: 1).first), status: .green,
      holder: Holder(name: "张小明"))
    try registry.record(RegisteredCode(claims))
    #expect(RegisteredCode(claims).name == "张小明")
    #expect(try registry.history(of: claims.codeIndex).code?.name == nil)
  }

  @Test func `a subject is found by any spelling of its reference, and by no other registry`()
    throws
  {
    func hash(_ text: String, in registry: Registry) throws -> SubjectHash {
      try registry.hash(of: try #require(SubjectReference(text)))
    }
    #expect(
      try hash("11010519491231002x", in: registry) == hash("110105 19491231 002X", in: registry))
    #expect(try hash("1", in: registry) != hash("2", in: registry))
    let other = try Self.make(folder, capacity: 77)
    #expect(try hash("1", in: registry) != hash("1", in: other))
    for text in ["", " ", "a\u{202E}b", String(repeating: "1", count: 97)] {
      #expect(SubjectReference(text) == nil)
    }
  }

  @Test func `who asks again under one name gets the same lease again`() throws {
    let (a, b) = (
      try #require(RequestIdentifier("desk-a")), try #require(RequestIdentifier("desk-b"))
    )
    let first = try registry.lease(count: 100, request: a)
    let second = try registry.lease(count: 100, request: b)
    #expect(Set(first.indexes).union(second.indexes).count == 200)
    #expect(Array(first.indexes) != first.indexes.sorted())
    let again = try Registry(path: Array(path(1000).utf8)).lease(count: 100, request: a)
    #expect(again.counters == first.counters && Array(again.indexes) == Array(first.indexes))
    #expect(throws: RegistryError.otherLease(a, count: 100)) {
      try self.registry.lease(count: 99, request: a)
    }
    #expect(throws: RegistryError.full(capacity: 1000, left: 800)) {
      try self.registry.lease(count: 801, request: RequestIdentifier("d") ?? a)
    }
    #expect(try registry.summary().used == 200)
    #expect(try registry.allocate(count: 800).count == 800)
    #expect(try registry.lease(count: 100, request: a).counters == first.counters, "full or not")
  }

  @Test func `a lease gives one desk's file, and another on purpose goes on behind what came home`()
    throws
  {
    let central = try Self.make(folder, capacity: 10_000)
    let name = try #require(RequestIdentifier("a"))
    let lease = try central.lease(count: 6000, request: name)
    func desk(again: Bool) throws -> Registry {
      let file = try central.desk(with: lease, of: name, again: again)
      let place = folder.appendingPathComponent(UUID().uuidString)
      try file.image.withUnsafeMutableBytes { try Data($0).write(to: place) }
      let desk = try Registry(path: Array(place.path.utf8))
      #expect(try desk.summary().used == 6000 - file.left)
      return desk
    }
    let first = try desk(again: false)
    #expect(try first.allocate(count: 5001) == Array(lease.indexes.prefix(5001)))
    #expect(throws: RegistryError.deskMade(name)) { _ = try desk(again: false) }
    // Of what the first handed out one code came home, not the last one of the block and not the first.
    try central.record(code(try #require(lease[4999])))
    #expect(throws: RegistryError.deskMade(name)) { _ = try desk(again: false) }
    let second = try desk(again: true)
    #expect(try second.allocate(count: 1000) == Array(lease.indexes.suffix(1000)))
    #expect(throws: RegistryError.full(capacity: 6000, left: 0)) { try second.allocate(count: 1) }
    try central.record(code(try #require(lease[5999])))
    #expect(try desk(again: true).summary().used == 6000)
    #expect(try central.lease(count: 6000, request: name).counters == lease.counters)
  }

  @Test func `rows of a batch have one block, and other rows have none of it`() throws {
    let batch = try #require(RequestIdentifier(String(repeating: "b", count: 64)))
    let lease = try registry.lease(count: 10, batch: batch, firstRow: 1, digest: "d")
    let again = try registry.lease(count: 10, batch: batch, firstRow: 1, digest: "d")
    #expect(again.counters == lease.counters)
    for (count, digest) in [(10, "e"), (9, "d"), (10, "d ")] as [(UInt32, String)] {
      #expect(throws: RegistryError.otherRows(batch, row: 1)) {
        try self.registry.lease(count: count, batch: batch, firstRow: 1, digest: digest)
      }
    }
    let others = [
      try registry.lease(count: 10, batch: batch, firstRow: 11, digest: "d"),
      try registry.lease(count: 10, request: batch),
      try registry.lease(count: 10, request: try #require(RequestIdentifier("bbb/1"))),
    ]
    #expect(Set((others + [lease]).flatMap(\.indexes)).count == 40)
    #expect(try registry.summary().used == 40)
  }

  @Test func `a lease is read by place, and only what was handed out is one`() throws {
    let lease = try registry.lease(count: 10, request: try #require(RequestIdentifier("a")))
    let all = Array(lease.indexes)
    #expect((0..<10).map { lease[$0] } == all.map(Optional.some))
    #expect(lease[-1] == nil && lease[10] == nil && lease[.max] == nil)
    #expect(try Array(registry.leased(3..<7).indexes) == Array(all[3..<7]))
    #expect(throws: RegistryError.neverLeased(5..<11)) { try self.registry.leased(5..<11) }
    for name in ["", "a b", "é", String(repeating: "x", count: 65), "a\n"] {
      #expect(RequestIdentifier(name) == nil)
    }
  }

  @Test func `changes go from bad to worse, all or none`() throws {
    let all = try registry.allocate(count: 4)
    #expect(try registry.set(.suspended, of: Array(all[0...1]), note) == 2)
    #expect(try registry.set(.revoked, of: Array(all[0...2]), note) == 3)
    #expect(try registry.set(.revoked, of: Array(all[0...2]), note) == 0, "known already")
    #expect(throws: RegistryError.wouldImprove(index: all[2], from: .revoked, to: .suspended)) {
      try self.registry.set(.suspended, of: [all[3], all[2]], self.note)
    }
    #expect(try registry.history(of: all[3]).status == .asSigned)
    let stranger = try #require((UInt32(0)..<1000).first { !all.contains($0) })
    for index in [stranger, 1000, UInt32.max] {
      #expect(throws: RegistryError.neverIssued(index)) {
        try self.registry.set(.raisedToRed, of: [all[3], index], self.note)
      }
    }
    #expect(try registry.history(of: all[3]).changes.isEmpty)
    #expect(try registry.history(of: all[0]).changes.map(\.status) == [.suspended, .revoked])
    #expect(try registry.history(of: all[0]).changes.first?.note == note)
  }

  @Test func `revoked and suspended can be cleared, red and as signed cannot`() throws {
    let all = try registry.allocate(count: 3)
    _ = try registry.set(.revoked, of: [all[0]], note)
    _ = try registry.set(.raisedToRed, of: [all[1]], note)
    #expect(throws: RegistryError.nothingToClear(index: all[1], status: .raisedToRed)) {
      try self.registry.clear([all[0], all[1]], self.note)
    }
    #expect(throws: RegistryError.nothingToClear(index: all[2], status: .asSigned)) {
      try self.registry.clear([all[0], all[2]], self.note)
    }
    #expect(try registry.history(of: all[0]).status == .revoked)
    try registry.clear([all[0]], note)
    #expect(try registry.history(of: all[0]).changes.map(\.status) == [.revoked, .asSigned])
    let list = try registry.nextList(at: now, by: signer)
    #expect(list[all[0]] == .asSigned && list[all[1]] == .raisedToRed)
    #expect(list.counts[.asSigned] == 999)
  }

  @Test func `each list is later than the one before`() throws {
    let list = try registry.nextList(at: now, by: signer)
    #expect(list.count == 1000 && list.counts[.asSigned] == 1000)
    for time in [now, now.advanced(bySeconds: -1)] {
      #expect(throws: RegistryError.notLater(than: now)) {
        try self.registry.nextList(at: time, by: self.signer)
      }
    }
    _ = try registry.nextList(at: now.advanced(bySeconds: 1), by: signer)
    let last = try #require(try registry.summary().lastList)
    #expect(last.issued == now.advanced(bySeconds: 1) && last.digest == list.digest.bytes)
  }

  @Test func `another status key begins anew, and the first one goes on where it was`() throws {
    let ahead = now.advanced(bySeconds: 9 * 86_400)
    _ = try registry.nextList(at: ahead, by: signer)
    let new = try #require(KeyIdentifier(bytes: [UInt8](repeating: 9, count: 8)))
    _ = try registry.nextList(at: now, by: new)
    #expect(try registry.timeEvidence().signed == now)
    #expect(throws: RegistryError.notLater(than: now)) {
      try self.registry.nextList(at: self.now, by: new)
    }
    #expect(throws: RegistryError.notLater(than: ahead)) {
      try self.registry.nextList(at: self.now.advanced(bySeconds: 5), by: self.signer)
    }
  }

  @Test func `the clock at the last change is remembered`() throws {
    #expect(try registry.timeEvidence() == TimeEvidence())
    try registry.note(seen: now)
    #expect(try registry.timeEvidence() == TimeEvidence(seen: now))
  }

  @Test func `what is no registry is told so and left alone`() throws {
    func opening(_ bytes: [UInt8]) throws -> RegistryError? {
      let file = folder.appendingPathComponent("other")
      try Data(bytes).write(to: file)
      do {
        _ = try Registry(path: Array(file.path.utf8))
        return nil
      } catch {
        #expect(try Array(Data(contentsOf: file)) == bytes)
        return error
      }
    }
    #expect(try opening([]) == .notARegistry(detail: "it is another program's database"))
    #expect(
      try opening(Array("{\"kty\": \"OKP\"}".utf8))
        == .notARegistry(detail: "it is no SQLite database"))
    let whole = try Array(Data(contentsOf: folder.appendingPathComponent("1000.registry")))
    var newer = whole
    newer[63] = 3
    #expect(try opening(newer) == .unknownVersion(3))
    #expect(try opening(Array(whole.prefix(4096))) != nil)
    for place in stride(from: 100, to: whole.count, by: 97) {
      var changed = whole
      changed[place] ^= 0xFF
      _ = try opening(changed)
    }
  }
}
