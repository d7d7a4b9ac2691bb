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
    let summary = try registry.summary(at: now)
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
    #expect(try registry.history(of: index, at: now).code == code)
    try registry.record(code)
    #expect(try registry.summary(at: now).recorded == 1)
    let other = index == 0 ? UInt32(1) : 0
    #expect(throws: RegistryError.neverIssued(other)) { try self.registry.record(self.code(other)) }
    #expect(throws: RegistryError.neverIssued(other)) {
      try self.registry.history(of: other, at: self.now)
    }
  }

  @Test func `of many codes all are recorded or none, and the same again changes nothing`() throws {
    let lease = try registry.lease(count: 500, request: try #require(RequestIdentifier("a")))
    let codes = try lease.indexes.map { try code($0, subject: "P\($0)") }
    try registry.record(Array(codes[0..<200]))
    try registry.record(codes)
    #expect(try registry.summary(at: now).recorded == 500)

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
    #expect(try registry.summary(at: now).recorded == 500)
    #expect(try registry.history(of: codes[7].index, at: now).code == codes[7])
  }

  @Test func `a name is kept only where the registry was made to keep names`() throws {
    let claims = try HealthClaims(
      issuer: registry.identity.issuer, issuedAt: now, expires: now.advanced(bySeconds: 60),
      codeIndex: try #require(try registry.allocate(count: 1).first), status: .green,
      holder: Holder(name: "张小明"))
    try registry.record(RegisteredCode(claims))
    #expect(RegisteredCode(claims).name == "张小明")
    #expect(try registry.history(of: claims.codeIndex, at: now).code?.name == nil)
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
    #expect(try registry.summary(at: now).used == 200)
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
      #expect(try desk.summary(at: now).used == 6000 - file.left)
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
    #expect(try desk(again: true).summary(at: now).used == 6000)
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
    #expect(try registry.summary(at: now).used == 40)
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

  /// Plans, notes and makes a change, as the desk does.
  @discardableResult
  private func change(
    _ value: CodeStatus, _ indexes: [UInt32], after seconds: Int64 = 0, logged index: UInt64? = nil
  ) throws -> ActPlan {
    let time = now.advanced(bySeconds: seconds)
    let plan = try registry.plan(value.act, of: indexes, at: time, isLogged: index != nil)
    guard !plan.indexes.isEmpty else { return plan }
    let (entry, changes) = try signed(value.act, plan, at: time)
    let number = try registry.begin(
      entry, changes, in: try index.map { ActLog(key: try logKey, size: $0) })
    try registry.finish(number, logIndex: index)
    return plan
  }

  private var logKey: NoteKey {
    get throws {
      NoteKey(
        name: try #require(NoteName("health.example/log")),
        publicKey: try Authority.key(2).issuerKey.publicKey, kind: .note)
    }
  }

  private func signed(
    _ kind: LogAct.Kind, _ plan: ActPlan, at time: Timestamp
  ) throws -> (SignedAct, CodeChanges) {
    let grounds = LogAct.Grounds(reason: .status(.confirmedCase), order: "Order 7")
    let changes = try #require(
      CodeChanges(plan.indexes, under: registry.identity.keyIdentifier, grounds: grounds))
    let act = try #require(
      LogAct(
        kind, commitment: changes.leaves.root, issuer: registry.identity.issuer,
        keyIdentifier: registry.identity.keyIdentifier,
        officer: try Authority.identifier("desk-7"),
        grounds: plan.indexes.count > 20 ? grounds : nil, time: time, until: plan.until,
        count: UInt64(plan.indexes.count), ended: plan.ended))
    return (try SignedAct(act, with: Authority.key(1)), changes)
  }

  private func status(_ index: UInt32, after seconds: Int64 = 0) throws -> CodeStatus {
    try registry.history(of: index, at: now.advanced(bySeconds: seconds)).status
  }

  private static let day: Int64 = 86_400

  /// A change whose entry waits.
  private func changeWaiting(
    _ value: CodeStatus, _ indexes: [UInt32], after seconds: Int64
  ) throws -> SignedAct {
    let time = now.advanced(bySeconds: seconds)
    let plan = try registry.plan(value.act, of: indexes, at: time, isLogged: true)
    let (entry, changes) = try signed(value.act, plan, at: time)
    try registry.apply(entry, changes)
    return entry
  }

  @Test func `an entry waits with its change, and a list shows the change once the log has it`()
    throws
  {
    let index = try #require(try registry.allocate(count: 1).first)
    let entry = try changeWaiting(.suspended, [index], after: 0)
    #expect(try status(index) == .suspended && registry.waitingCount() == 1)
    #expect(try registry.listToPublish(at: now)[index] == .asSigned)
    #expect(try registry.nextList(at: now, by: signer, logSize: 0)[index] == .asSigned)
    // What waits counts as logged: it is not set again, and can be ended.
    #expect(try registry.plan(.suspended, of: [index], at: now, isLogged: true).passed == 1)
    let waiting = try #require(try registry.waiting().first)
    #expect(waiting.entry.encoded == entry.encoded)
    try registry.moved([(waiting.number, 7)], to: logKey, length: 8)
    // An older copy of that log is known by it.
    #expect(try registry.lastAct(in: logKey)?.logIndex == 7)
    #expect(try registry.waiting().isEmpty && registry.logMoved() == 8)
    #expect(try registry.listToPublish(at: now)[index] == .suspended)
    #expect(throws: RegistryError.notCovered(entry: 7, size: 7)) {
      try self.registry.nextList(at: self.now.advanced(bySeconds: 1), by: self.signer, logSize: 7)
    }
    // A clearing that waits has not happened for a list; the code is as signed in the office already.
    let cleared = try changeWaiting(.asSigned, [index], after: 2)
    #expect(try status(index, after: 3) == .asSigned)
    #expect(try registry.listToPublish(at: now.advanced(bySeconds: 3))[index] == .suspended)
    let second = try #require(try registry.waiting().first)
    #expect(second.entry.encoded == cleared.encoded)
    try registry.moved([(second.number, 8)], to: logKey, length: 9)
    #expect(try registry.listToPublish(at: now.advanced(bySeconds: 3))[index] == .asSigned)
  }

  @Test func `a code is recorded with its entry once, and what was moved does not wait again`()
    throws
  {
    let index = try #require(try registry.allocate(count: 1).first)
    let act = try #require(
      LogAct(
        .issued, commitment: Digest(of: [7]), issuer: registry.identity.issuer,
        keyIdentifier: registry.identity.keyIdentifier,
        officer: try Authority.identifier("desk-7"), status: .yellow,
        grounds: LogAct.Grounds(reason: .status(.closeContact), order: "Order 1"), time: now,
        until: now.advanced(bySeconds: 60), count: 1, ended: []))
    let entry = try SignedAct(act, with: Authority.key(1))
    let code = try code(index, status: .yellow)
    for _ in 0..<2 { try registry.record([code], waiting: [entry]) }
    let waiting = try #require(try registry.waiting().first)
    try registry.moved([(waiting.number, 0)], to: logKey, length: 1)
    try registry.record([code], waiting: [entry])
    #expect(try registry.waiting().isEmpty)
    let never = try #require((UInt32(0)..<1000).first { $0 != index })
    #expect(throws: RegistryError.neverIssued(never)) { try self.registry.wait(entry, of: never) }
    #expect(throws: RegistryError.neverIssued(never)) {
      try self.registry.record([self.code(never)], waiting: [entry])
    }
  }

  @Test
  func `a list in which a code is better is explained by a change that ended, and by nothing else`()
    throws
  {
    let all = try registry.allocate(count: 3)
    try change(.raisedToRed, [all[0]], logged: 0)
    try change(.revoked, [all[1]], logged: 1)
    let before = try registry.list(at: now)
    let later = now.advanced(bySeconds: 32 * Self.day)
    #expect(try better(from: before, to: registry.list(at: later), at: later).isEmpty)
    var claimed = before
    let isSet = claimed.set(.suspended, at: all[2])
    #expect(isSet)
    let found = try better(from: claimed, to: registry.list(at: later), at: later)
    #expect(found.map(\.index) == [all[2]] && found.map(\.was) == [.suspended])
    // A list that says revoked and one that says nothing: the raise has ended, the revocation has not.
    let empty = try #require(StatusList(capacity: 1000))
    #expect(try better(from: before, to: empty, at: later).map(\.index) == [all[1]])
  }

  private func better(
    from old: StatusList, made seconds: Int64 = 0, logSize: UInt64? = nil, to new: StatusList,
    at time: Timestamp
  ) throws -> [(index: UInt32, was: CodeStatus, is: CodeStatus)] {
    try registry.betterWithoutReason(
      from: PublishedStatusList(
        old, issued: now.advanced(bySeconds: seconds), logSize: logSize), to: new, at: time)
  }

  @Test
  func `a change that ended before a list was made does not explain why a later one is better`()
    throws
  {
    let index = try #require(try registry.allocate(count: 1).first)
    try change(.suspended, [index])
    let old = try registry.list(at: now)
    // What another copy of the registry signed after the suspension had ended here.
    let after = now.advanced(bySeconds: 40 * Self.day)
    let new = try registry.list(at: after)
    #expect(new[index] == .asSigned)
    #expect(try better(from: old, made: 31 * Self.day - 1, to: new, at: after).isEmpty)
    #expect(try better(from: old, made: 31 * Self.day, to: new, at: after).count == 1)
    #expect(try better(from: old, made: 39 * Self.day, to: new, at: after).count == 1)
  }

  @Test(arguments: [nil, 6] as [UInt64?])
  func `a clearing explains a list from before it and no later one`(_ logIndex: UInt64?) throws {
    let index = try #require(try registry.allocate(count: 1).first)
    try change(.revoked, [index], logged: logIndex.map { $0 - 1 })
    let old = try registry.list(at: now)
    try change(.asSigned, [index], after: 1000, logged: logIndex)
    let later = now.advanced(bySeconds: 5000)
    let new = try registry.list(at: later)
    #expect(new[index] == .asSigned)
    guard let logIndex else {
      // Counters' clocks may differ by 300 seconds.
      #expect(try better(from: old, made: 1300, to: new, at: later).isEmpty)
      #expect(try better(from: old, made: 1301, to: new, at: later).count == 1)
      // A time that is still to come orders nothing.
      #expect(try better(from: old, made: 5001, to: new, at: later).isEmpty)
      return
    }
    // The log orders them, whatever the clocks said: its entry waited while the list was made, or the list has it.
    for made in [0, 1301, 4000] as [Int64] {
      #expect(try better(from: old, made: made, logSize: logIndex, to: new, at: later).isEmpty)
      #expect(
        try better(from: old, made: made, logSize: logIndex + 1, to: new, at: later).count == 1)
    }
  }

  @Test func `the gravest change in force counts, all or none are changed`() throws {
    let all = try registry.allocate(count: 4)
    #expect(try change(.suspended, Array(all[0...1])).indexes.count == 2)
    #expect(try change(.revoked, Array(all[0...2])).indexes.count == 3)
    #expect(try change(.revoked, Array(all[0...2]), after: 1).passed == 3)
    #expect(try change(.suspended, [all[2]], after: 1).passed == 1, "it is graver already")
    #expect(try status(all[3]) == .asSigned && status(all[0]) == .revoked)
    let stranger = try #require((UInt32(0)..<1000).first { !all.contains($0) })
    for index in [stranger, 1000, UInt32.max] {
      #expect(throws: RegistryError.neverIssued(index)) {
        try self.change(.raisedToRed, [all[3], index])
      }
    }
    #expect(try registry.history(of: all[3], at: now).changes.isEmpty)
    let history = try registry.history(of: all[0], at: now)
    #expect(history.changes.map(\.status) == [.suspended, .revoked])
    #expect(history.changes.first?.note == note && history.changes.first?.entry != nil)
  }

  @Test func `a raise and a suspension end after 31 days, a revocation stays`() throws {
    let all = try registry.allocate(count: 3)
    for (value, index) in zip([CodeStatus.raisedToRed, .suspended, .revoked], all) {
      try change(value, [index])
    }
    let bound = 31 * Self.day
    #expect(
      try all.map { try status($0, after: bound - 1) } == [.raisedToRed, .suspended, .revoked])
    #expect(try all.map { try status($0, after: bound) } == [.asSigned, .asSigned, .revoked])
    let list = try registry.nextList(at: now.advanced(bySeconds: bound), by: signer)
    #expect(list.counts[.asSigned] == 999 && list[all[2]] == .revoked)
    // A code that ends before needs no longer.
    let index = try registry.allocate(count: 1)[0]
    try registry.record(try code(index))
    #expect(try change(.revoked, [index], after: 5).until == now.advanced(bySeconds: 60))
    #expect(try change(.revoked, [index], after: 60).expired == 1)
  }

  @Test func `a raise over a revocation leaves it, and clearing ends the gravest alone`() throws {
    let index = try registry.allocate(count: 1)[0]
    try change(.revoked, [index], logged: 0)
    #expect(try change(.raisedToRed, [index], after: 1, logged: 1).ended.isEmpty)
    #expect(try status(index, after: 2) == .raisedToRed)
    let cleared = try change(.asSigned, [index], after: 2, logged: 2)
    #expect(cleared.ended.map(\.value) == [.raisedToRed] && cleared.ended.map(\.count) == [1])
    #expect(try status(index, after: 3) == .revoked)
    try change(.asSigned, [index], after: 3, logged: 3)
    #expect(try status(index, after: 4) == .asSigned)
    #expect(throws: RegistryError.nothingToClear(index)) {
      try self.change(.asSigned, [index], after: 4, logged: 4)
    }
    #expect(
      try registry.history(of: index, at: now).changes.map(\.status)
        == [.revoked, .raisedToRed, .asSigned, .asSigned])
  }

  @Test func `a graver change ends the one before it, and what was not logged is set again`() throws
  {
    let index = try registry.allocate(count: 1)[0]
    try change(.suspended, [index], logged: 0)
    let ended = try change(.revoked, [index], after: 1, logged: 1).ended
    #expect(ended.map(\.value) == [.suspended] && ended.map(\.count) == [1])
    let other = try registry.allocate(count: 1)[0]
    try change(.suspended, [other])
    #expect(throws: RegistryError.unlogged(other)) {
      try self.change(.asSigned, [other], after: 1, logged: 2)
    }
    let again = try change(.suspended, [other], after: 1, logged: 2)
    #expect(again.indexes == [other] && again.ended.isEmpty)
    try change(.asSigned, [other], after: 2, logged: 3)
    #expect(try status(other, after: 3) == .asSigned)
  }

  @Test func `an act that a crash left is completed or dropped, and changes nothing before`() throws
  {
    let all = try registry.allocate(count: 2)
    try change(.suspended, [all[0]], logged: 0)
    let plan = try registry.plan(.revoked, of: all, at: now, isLogged: true)
    let (entry, changes) = try signed(.revoked, plan, at: now)
    let first = try registry.begin(entry, changes, in: ActLog(key: logKey, size: 1))
    #expect(try status(all[0]) == .suspended && status(all[1]) == .asSigned)
    let pending = try #require(try registry.pending())
    #expect(try registry.pending(after: first) == nil)
    #expect(try registry.logsOfPending() == [ActLog(key: logKey, size: 1)])
    #expect(try pending.log == ActLog(key: logKey, size: 1))
    #expect(try registry.lastAct(in: logKey)?.logIndex == 0)
    #expect(pending.number == first && pending.entry.encoded == entry.encoded)
    #expect(pending.changes.indexes == changes.indexes && pending.changes.fit(entry.act))
    // What it is to end is spoken for.
    #expect(throws: RegistryError.unfinished(changes.indexes[0])) {
      try self.registry.begin(entry, changes, in: ActLog(key: self.logKey, size: 1))
    }
    try registry.drop(first)
    #expect(try registry.pending() == nil && status(all[0]) == .suspended)
    let second = try registry.begin(entry, changes, in: ActLog(key: logKey, size: 1))
    try registry.finish(second, logIndex: 7)
    try registry.finish(second, logIndex: 7)
    #expect(try status(all[0]) == .revoked && status(all[1]) == .revoked)
    // A request that is finished again would undo what came after it.
    #expect(throws: RegistryError.changedMeanwhile) {
      try self.registry.begin(entry, changes, in: ActLog(key: self.logKey, size: 1))
    }
    let deciding = try #require(try registry.deciding(on: all[1], at: now))
    let last = try #require(try registry.lastAct(in: logKey))
    #expect(last.logIndex == 7 && last.entry == entry.encoded)
    #expect(deciding.logIndex == 7 && deciding.entry.encoded == entry.encoded)
    // The list may not run ahead of the log, nor go back in it.
    #expect(throws: RegistryError.notCovered(entry: 7, size: 7)) {
      try self.registry.nextList(at: self.now, by: self.signer, logSize: 7)
    }
    #expect(throws: RegistryError.notCovered(entry: 7, size: nil)) {
      try self.registry.nextList(at: self.now, by: self.signer)
    }
    _ = try registry.nextList(at: now, by: signer, logSize: 9)
    #expect(throws: RegistryError.logShrank(from: 9, to: 8)) {
      try self.registry.nextList(at: self.now.advanced(bySeconds: 1), by: self.signer, logSize: 8)
    }
  }

  @Test func `a purge erases what opens small acts that ended, and their reasons`() throws {
    let index = try registry.allocate(count: 1)[0]
    try change(.suspended, [index], logged: 0)
    let end = now.advanced(bySeconds: 31 * Self.day)
    #expect(try registry.purgeActs(at: end, retention: 60) == 0)
    #expect(try registry.deciding(on: index, at: now) != nil)
    #expect(try registry.purgeActs(at: end.advanced(bySeconds: 60), retention: 60) == 1)
    #expect(try registry.deciding(on: index, at: now) == nil)
    #expect(try registry.history(of: index, at: now).changes.map(\.note.why) == ["-"])
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
    let last = try #require(try registry.summary(at: now).lastList)
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
    newer[63] = 4
    #expect(try opening(newer) == .unknownVersion(4))
    #expect(try opening(Array(whole.prefix(4096))) != nil)
    for place in stride(from: 100, to: whole.count, by: 97) {
      var changed = whole
      changed[place] ^= 0xFF
      _ = try opening(changed)
    }
  }
}
