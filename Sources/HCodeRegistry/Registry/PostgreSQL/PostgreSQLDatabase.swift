internal import CPostgreSQL
internal import Glibc
import HCodeBase

/// A database on a PostgreSQL server, used by one thread: the only place that calls libpq, which is loaded when the first of
/// them is opened.
///
/// A lost connection is made again and its transaction is retried, for as long as `patience`, even when it was lost between
/// a COMMIT and its answer. A transaction that must happen once leaves a token in the table `settled`, and a retry looks
/// for it first. (`pg_xact_status` cannot tell: after a crash the server gives a number that was not on the disk again.)
final class PostgreSQLDatabase: SQLDatabase {
  static let types = SQLTypes(
    integer: "BIGINT", bytes: "BYTEA",
    serial: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", suffix: "")

  /// Whether libpq could be loaded; the first who asks loads it.
  private static let isThere = hcode_postgresql_open() != 0

  private let address: PostgreSQLAddress
  private var connection: PostgreSQLConnection?

  /// How long a lost server is waited for, in milliseconds.
  private static let patience: Int64 = 30_000

  /// Connects. Throws at once when that fails: nothing has happened yet that would be worth waiting for.
  init(_ address: PostgreSQLAddress) throws(RegistryError) {
    guard Self.isThere else {
      throw .noPostgreSQLLibrary(String(cString: hcode_postgresql_library))
    }
    self.address = address
    connection = try PostgreSQLConnection(address)
  }

  /// What is in the database, or in the first schema of its search path.
  func registryVersion() throws(RegistryError) -> Int64 {
    guard try holds(table: "hcode_registry") else {
      // Of a schema without the right to use it the server says nothing else than of one without tables.
      let isClosed = try number(
        "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = current_setting('search_path') AND NOT has_schema_privilege(oid, 'USAGE')"
      )
      guard isClosed == 0 else {
        throw .notPermitted(detail: "this account may not use the schema of that key")
      }
      throw .notARegistry(detail: "the database has no table hcode_registry")
    }
    return try number("SELECT version FROM hcode_registry")
  }

  func setRegistryVersion(_ version: Int64) throws(RegistryError) {
    try execute("UPDATE hcode_registry SET version = $1", .integer(version))
  }

  /// Makes the tables of a new registry, or throws `.alreadyThere`.
  func create(
    _ identity: RegistryIdentity, _ privacy: RegistryPrivacy, inSchema schema: String?
  ) throws(RegistryError) {
    try transaction(.insertingIfAbsent) { () throws(RegistryError) in
      // The name is of the key's id: digits and letters.
      if let schema { try execute("CREATE SCHEMA IF NOT EXISTS \(schema)") }
      for table in [
        "hcode_registry", "registry", "codes", "changes", "leases", "acts", "list_signers",
        "entries", "settled",
      ] {
        guard try !holds(table: table) else { throw .alreadyThere(table: table) }
      }
      try execute("CREATE TABLE hcode_registry (version BIGINT NOT NULL)")
      try execute("INSERT INTO hcode_registry VALUES ($1)", .integer(RegistrySchema.version))
      try execute("CREATE TABLE settled (token BYTEA PRIMARY KEY, at TIMESTAMPTZ NOT NULL)")
      try Registry.create(identity, privacy, in: self)
    }
  }

  func holds(table: String) throws(RegistryError) -> Bool {
    try number("SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass($1)", .text(table))
      > 0
  }

  func run(
    _ sql: String, each values: [[SQLValue]],
    _ answer: (Int, any SQLRow) throws(RegistryError) -> Void
  ) throws(RegistryError) -> Int {
    let connection = try connected()
    return try values.count == 1
      ? connection.run(sql, values[0], answer) : connection.run(sql, each: values, answer)
  }

  /// A server's database has a backup of its own.
  func copy(to path: [UInt8]) {}

  /// Rows that were updated or deleted stand in the table until they are vacuumed. Only the owner of the table may.
  func purgeErasedData(isRewritten: Bool) throws(RegistryError) {
    try execute(
      "VACUUM \(isRewritten ? "FULL " : "")registry, codes, changes, acts, entries, leases")
  }

  // MARK: Transactions

  func transaction<Result>(
    _ kind: SQLTransaction, _ body: () throws(RegistryError) -> Result
  ) throws(RegistryError) -> Result {
    let happensOnce = kind == .changing || kind == .erasing
    let deadline = Self.milliseconds() + Self.patience
    let token = Sodium.random(count: 16)
    // What an attempt came to whose COMMIT was not answered: it may have been done.
    var unheard: Result?
    var pause: Int64 = 50
    while true {
      // What this attempt comes to, once its COMMIT is on its way.
      var sent: Result?
      do {
        try begin(kind)
        if happensOnce, let earlier = unheard {
          if try isSettled(token) {
            abandon()
            return earlier
          }
          // Whoever has the row knows that the earlier attempt is over: it was not done and never will be.
          unheard = nil
        }
        let result = try body()
        if happensOnce { try settle(token) }
        let connection = try connected()
        if kind != .reading { sent = result }
        try connection.commit()
        return result
      } catch {
        abandon()
        // Every other error is the server's answer that this attempt did nothing; it says nothing of an earlier one.
        if case .unreachable = error, let sent { unheard = sent }
        guard error.isPassing, Self.milliseconds() + pause < deadline else {
          throw unheard == nil ? error : .unknownOutcome
        }
      }
      usleep(UInt32(pause * 1000))
      pause = min(pause * 2, 1000)
    }
  }

  private func begin(_ kind: SQLTransaction) throws(RegistryError) {
    guard kind != .reading else {
      try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
      return
    }
    try execute("BEGIN ISOLATION LEVEL READ COMMITTED")
    guard kind != .insertingIfAbsent else { return }
    // Whoever else decides waits here, also for an attempt of our own that the server has not ended yet.
    try execute("SELECT id FROM registry FOR UPDATE")
    if kind == .erasing {
      try execute("LOCK TABLE codes, leases, entries IN SHARE ROW EXCLUSIVE MODE")
    }
  }

  private func isSettled(_ token: [UInt8]) throws(RegistryError) -> Bool {
    try number("SELECT count(*) FROM settled WHERE token = $1", .blob(token)) > 0
  }

  private func settle(_ token: [UInt8]) throws(RegistryError) {
    try execute("DELETE FROM settled WHERE at < now() - interval '1 day'")
    try execute("INSERT INTO settled (token, at) VALUES ($1, now())", .blob(token))
  }

  private func abandon() {
    // Whatever is wrong with the connection: without it there is no transaction either.
    guard let open = connection else { return }
    do { try open.rollBack() } catch { connection = nil }
  }

  private func connected() throws(RegistryError) -> PostgreSQLConnection {
    if let connection, connection.isOpen { return connection }
    connection = nil
    let fresh = try PostgreSQLConnection(address)
    connection = fresh
    return fresh
  }

  static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

extension RegistryError {
  /// Whether the attempt changed nothing and the next one may succeed.
  fileprivate var isPassing: Bool {
    switch self {
    case .unreachable, .collision: true
    default: false
    }
  }
}
