import Foundation
import Testing

@testable import HCodeCore

final class RegistryTests {
  let folder: URL
  let registry: Registry
  let note: ChangeNote
  let now: Timestamp

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    registry = try Self.make(folder, capacity: 1000)
    now = try #require(Timestamp(rfc3339: "2026-11-24T08:00:00Z"))
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

  @Test func `a registry is in write-ahead mode and whole from the start`() throws {
    for (pragma, answer) in [
      ("journal_mode", "wal"), ("integrity_check", "ok"), ("busy_timeout", nil),
      ("synchronous", nil),
    ] {
      // To the end: a statement that is not would hold what the next one wants.
      let statement = try registry.database.prepare("PRAGMA \(pragma)")
      #expect(try statement.step())
      if let answer { #expect(statement.text(0) == answer) }
      if pragma == "busy_timeout" { #expect(statement.integer(0) == 30_000) }
      if pragma == "synchronous" { #expect(statement.integer(0) == 2) }
      #expect(try !statement.step())
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
      index: index, issued: now, expires: now.advanced(bySeconds: 60), status: .yellow)
    try registry.record(code)
    #expect(try registry.history(of: index).code == code)
    #expect(throws: RegistryError.alreadyRecorded(index)) { try self.registry.record(code) }
    let other = index == 0 ? UInt32(1) : 0
    let invented = RegisteredCode(index: other, issued: now, expires: now, status: .green)
    #expect(throws: RegistryError.alreadyRecorded(other)) { try self.registry.record(invented) }
    #expect(throws: RegistryError.neverIssued(other)) { try self.registry.history(of: other) }
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
    let list = try registry.nextList(at: now)
    #expect(list[all[0]] == .asSigned && list[all[1]] == .raisedToRed)
    #expect(list.counts[.asSigned] == 999)
  }

  @Test func `each list is later than the one before`() throws {
    let list = try registry.nextList(at: now)
    #expect(list.count == 1000 && list.counts[.asSigned] == 1000)
    for time in [now, now.advanced(bySeconds: -1)] {
      #expect(throws: RegistryError.notLater(than: now)) { try self.registry.nextList(at: time) }
    }
    _ = try registry.nextList(at: now.advanced(bySeconds: 1))
    let last = try #require(try registry.summary().lastList)
    #expect(last.issued == now.advanced(bySeconds: 1) && last.digest == list.digest.bytes)
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
    newer[63] = 2
    #expect(try opening(newer) == .unknownVersion(2))
    #expect(try opening(Array(whole.prefix(4096))) != nil)
    for place in stride(from: 100, to: whole.count, by: 97) {
      var changed = whole
      changed[place] ^= 0xFF
      _ = try opening(changed)
    }
  }
}
