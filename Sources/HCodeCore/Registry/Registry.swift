/// A registry in one SQLite file, for one desk or for many processes on one machine.
///
///     application_id 0x68636F64, "hcod"; user_version 1
///     registry  one row: kid, issuer, uri, capacity, permutation (the secret order of the indexes), next (the counter),
///               list_issued and list_digest of the last list
///     codes     idx, issued, expires, status: no names
///     changes   id, idx, value 0 to 3, why, authority, at
public final class Registry: CodeRegistry {
  /// Whose codes these are.
  public let identity: RegistryIdentity
  let database: SQLiteDatabase
  let permutation: IndexPermutation

  /// The indexes of a registry that is not told how many: 2^20.
  public static let defaultCapacity: UInt32 = 1 << 20

  private static let applicationIdentifier: Int64 = 0x6863_6F64
  private static let version: Int64 = 1
  private static let schema = [
    "PRAGMA application_id = \(applicationIdentifier)",
    "PRAGMA user_version = \(version)",
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

  /// The bytes of a new registry's file. In guarded memory, since the order of the indexes is secret.
  public static func fresh(_ identity: RegistryIdentity) throws(RegistryError) -> GuardedBytes {
    guard let key = GuardedBytes(randomCount: IndexPermutation.keyBytes) else {
      throw .inputOutput(detail: "no memory that can be locked")
    }
    let database = try SQLiteDatabase()
    for statement in schema { try database.execute(statement) }
    try database.execute(
      "INSERT INTO registry VALUES (1, ?, ?, ?, ?, ?, 0, NULL, NULL)",
      .blob(identity.keyIdentifier.bytes), .text(identity.issuer.description),
      .text(identity.uri.description), .integer(Int64(identity.capacity)), .secret(key))
    guard let image = database.image() else { throw .inputOutput(detail: "no memory") }
    return image
  }

  /// Opens a registry. Refuses a file that is anything else, before a byte of it is changed.
  public init(path: [UInt8]) throws(RegistryError) {
    database = try SQLiteDatabase(path: path)
    guard try Self.number(database, "PRAGMA application_id") == Self.applicationIdentifier else {
      throw .notARegistry(detail: "it is another program's database")
    }
    let version = try Self.number(database, "PRAGMA user_version")
    guard version == Self.version else { throw .unknownVersion(version) }
    let row = try database.prepare(
      "SELECT kid, issuer, uri, capacity, permutation FROM registry WHERE id = 1")
    guard try row.step(), let kid = row.blob(0).flatMap({ KeyIdentifier(bytes: $0) }),
      let issuer = row.text(1).flatMap(IssuerIdentifier.init),
      let uri = row.text(2).flatMap(StatusListURI.init),
      let capacity = row.integer(3).flatMap({ UInt32(exactly: $0) }),
      let identity = RegistryIdentity(
        issuer: issuer, keyIdentifier: kid, uri: uri, capacity: capacity),
      let key = row.secret(4), let permutation = IndexPermutation(capacity: capacity, key: key)
    else { throw .damaged(detail: "it does not say whose codes it is of") }
    self.identity = identity
    self.permutation = permutation
  }

  /// Takes that many indexes for ever; see `CodeRegistry`.
  public func allocate(count: UInt32) throws(RegistryError) -> [UInt32] {
    let first = try database.transaction { () throws(RegistryError) -> UInt32 in
      let next = try self.next()
      guard count <= identity.capacity - next else {
        throw .full(capacity: identity.capacity, left: identity.capacity - next)
      }
      try database.execute("UPDATE registry SET next = ?", .integer(Int64(next + count)))
      return next
    }
    let indexes = (first..<first + count).compactMap { permutation.index(of: $0) }
    guard indexes.count == Int(count) else { throw .damaged(detail: "the counter is too high") }
    return indexes
  }

  /// Notes a code that was signed; see `CodeRegistry`.
  public func record(_ code: RegisteredCode) throws(RegistryError) {
    try database.transaction { () throws(RegistryError) in
      let known = try database.prepare("SELECT 1 FROM codes WHERE idx = ?")
      try known.bind([.integer(Int64(code.index))])
      guard try !known.step(), try isTaken(code.index, below: next()) else {
        throw .alreadyRecorded(code.index)
      }
      try database.execute(
        "INSERT INTO codes VALUES (?, ?, ?, ?)", .integer(Int64(code.index)),
        .integer(code.issued.seconds), .integer(code.expires.seconds),
        .integer(Int64(code.status.rawValue)))
    }
  }

  /// How it stands.
  public func summary() throws(RegistryError) -> RegistrySummary {
    // One transaction, so that the figures are of one moment.
    try database.transaction { () throws(RegistryError) in
      let row = try database.prepare("SELECT list_issued, list_digest FROM registry")
      guard try row.step() else { throw .damaged(detail: "its one row is gone") }
      var lastList: (issued: Timestamp, digest: [UInt8])?
      if let issued = row.integer(0).flatMap({ Timestamp(seconds: $0) }), let digest = row.blob(1) {
        lastList = (issued, digest)
      }
      let list = try self.list()
      var counts = list.counts
      counts[.asSigned, default: 0] -= list.count - Int(identity.capacity)
      return RegistrySummary(
        used: try next(), recorded: try Self.number(database, "SELECT count(*) FROM codes"),
        counts: counts, lastList: lastList)
    }
  }

  /// The counter: how many indexes are handed out.
  func next() throws(RegistryError) -> UInt32 {
    let next = try Self.number(database, "SELECT next FROM registry")
    guard let next = UInt32(exactly: next), next <= identity.capacity else {
      throw .damaged(detail: "its counter is outside its capacity")
    }
    return next
  }

  /// Whether an index was handed out. The permutation can be asked backwards, so no table of them is kept.
  func isTaken(_ index: UInt32, below next: UInt32) -> Bool {
    permutation.counter(of: index).map { $0 < next } ?? false
  }

  private static func number(_ database: SQLiteDatabase, _ sql: String) throws(RegistryError)
    -> Int64
  {
    let statement = try database.prepare(sql)
    guard try statement.step(), let number = statement.integer(0) else {
      throw .damaged(detail: "a number is missing")
    }
    return number
  }
}
