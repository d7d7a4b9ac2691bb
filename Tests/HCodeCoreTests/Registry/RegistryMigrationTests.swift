@testable import HCodeCore
import Foundation
@testable import HCodeBase
@testable import HCodeRegistry
import Testing

/// A registry that the first version of hcode made, by that version's own statements.
struct RegistryMigrationTests {
  private static let version1 = [
    "PRAGMA application_id = \(0x6863_6F64)",
    "PRAGMA user_version = 1",
    """
    CREATE TABLE registry (
      id INTEGER PRIMARY KEY CHECK (id = 1), kid BLOB NOT NULL, issuer TEXT NOT NULL, uri TEXT NOT NULL,
      capacity INTEGER NOT NULL, permutation BLOB NOT NULL,
      next INTEGER NOT NULL CHECK (next BETWEEN 0 AND capacity),
      list_issued INTEGER, list_digest BLOB) STRICT
    """,
    """
    CREATE TABLE codes (
      idx INTEGER PRIMARY KEY, issued INTEGER NOT NULL, expires INTEGER NOT NULL, status INTEGER NOT NULL) STRICT
    """,
    """
    CREATE TABLE changes (
      id INTEGER PRIMARY KEY, idx INTEGER NOT NULL, value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 3),
      why TEXT NOT NULL, authority TEXT NOT NULL, at INTEGER NOT NULL) STRICT
    """,
    "CREATE INDEX changes_of_code ON changes (idx, id)",
  ]

  @Test func `a registry of version 1 is brought to version 3 and nothing is lost`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
    let secret = (0..<32).map { UInt8($0) }
    let key = try #require(secret.withUnsafeBytes { GuardedBytes(copying: $0) })
    let order = try #require(IndexPermutation(capacity: 1000, order: key))
    let indexes = try (0..<10 as Range<UInt32>).map { try #require(order.index(of: $0)) }
    try makeVersion1(path, secret, indexes)

    let registry = try Registry(path: Array(path.utf8))
    #expect(registry.privacy == .least && registry.lease == nil)
    #expect(registry.identity.capacity == 1000 && registry.identity.uri.description == "u")
    let then = try #require(Timestamp(seconds: 160))
    let summary = try registry.summary(at: then)
    #expect(summary.used == 10 && summary.recorded == 2 && summary.counts[.revoked] == 1)
    #expect(summary.lastList?.digest == [1, 2, 3])
    let code = try #require(try registry.history(of: indexes[1], at: then).code)
    #expect(code.issued.seconds == 100 && code.expires.seconds == 200 && code.status == .yellow)
    #expect(code.reason == nil && code.subject == nil && code.forgotten == nil)
    #expect(try registry.history(of: indexes[0], at: then).changes.map(\.note.why) == ["stolen"])
    #expect(try registry.allocate(count: 1).first == order.index(of: 10), "the counter goes on")
    try registry.record(code)

    // The last change of a code is in force for as long as its kind lasts.
    let later = try #require(Timestamp(seconds: 150 + 366 * 86_400))
    #expect(try registry.history(of: indexes[0], at: then).status == .revoked)
    #expect(try registry.history(of: indexes[0], at: later).status == .asSigned)
    #expect(try registry.history(of: indexes[2], at: then).status == .asSigned, "it was cleared")
    #expect(try registry.history(of: indexes[3], at: then).status == .raisedToRed)

    let subject = try registry.hash(of: try #require(SubjectReference("1")))
    let again = try Registry(path: Array(path.utf8))
    #expect(try again.hash(of: try #require(SubjectReference("1"))) == subject)
    try expectSameTables(path)
  }

  private func makeVersion1(_ path: String, _ secret: [UInt8], _ indexes: [UInt32]) throws {
    let database = try SQLiteDatabase()
    for statement in Self.version1 { try database.execute(statement) }
    try database.execute(
      "INSERT INTO registry VALUES (1, $1, 'ZZ-R1', 'u', 1000, $2, 10, 77, $3)",
      .blob([1, 2, 3, 4, 5, 6, 7, 8]), .blob(secret), .blob([1, 2, 3]))
    for index in indexes[0...1] {
      try database.execute("INSERT INTO codes VALUES ($1, 100, 200, 1)", .integer(Int64(index)))
    }
    try database.execute(
      "INSERT INTO changes (idx, value, why, authority, at) VALUES ($1, 1, 'stolen', 'a', 150)",
      .integer(Int64(indexes[0])))
    for (index, value) in [(indexes[2], 2), (indexes[2], 0), (indexes[3], 2), (indexes[3], 3)] {
      try database.execute(
        "INSERT INTO changes (idx, value, why, authority, at) VALUES ($1, $2, 'w', 'a', 150)",
        .integer(Int64(index)), .integer(Int64(value)))
    }
    let image = try #require(database.image())
    try image.withUnsafeMutableBytes { try Data($0).write(to: URL(fileURLWithPath: path)) }
  }

  /// The same columns, in any order, and the same indexes as a new registry.
  private func expectSameTables(_ path: String) throws {
    let new = try SQLiteDatabase()
    for statement in RegistrySchema.creation(SQLiteDatabase.types) { try new.execute(statement) }
    let old = try SQLiteDatabase(path: Array(path.utf8))
    func shape(_ database: SQLiteDatabase) throws -> Set<String> {
      var shape: Set<String> = []
      try database.query(
        """
        SELECT m.type || ' ' || m.name || ' ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
        FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table'
        UNION ALL SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE type = 'index'
        """
      ) { row in shape.insert(row.text(0) ?? "none") }
      return shape
    }
    #expect(try shape(old) == shape(new))
    #expect(try shape(new).count > 30)
  }
}
