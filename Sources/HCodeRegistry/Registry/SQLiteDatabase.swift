internal import CSQLite
internal import Glibc
import HCodeBase

extension Registry {
  /// The version of the SQLite that is linked.
  package static var sqliteVersion: String { String(cString: sqlite3_libversion()) }
}

/// One SQLite database, opened by one thread: the only place that calls SQLite. A registry's file has application_id
/// 0x68636F64, "hcod", and its version in user_version.
final class SQLiteDatabase: SQLDatabase {
  private let handle: OpaquePointer

  static let types = SQLTypes(
    integer: "INTEGER", bytes: "BLOB", serial: "INTEGER PRIMARY KEY", suffix: " STRICT")
  private static let applicationIdentifier: Int64 = 0x6863_6F64

  /// How long a process waits while another one writes, in milliseconds.
  private static let patience: Int32 = 30_000

  /// Opens an existing file without reading it.
  convenience init(path: [UInt8]) throws(RegistryError) {
    // Names that SQLite takes for something else, such as ":memory:", become names in this folder.
    let plain = path.first == UInt8(ascii: "/") ? path : Array("./".utf8) + path
    if Self.isUnchangeable(plain) {
      // What nobody here can change is read without the locks and the file of shared memory that SQLite would make beside it.
      try self.init(name: Self.immutableURI(plain), flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
    } else {
      try self.init(name: plain, flags: SQLITE_OPEN_READWRITE)
    }
    sqlite3_busy_timeout(handle, Self.patience)
    // A commit is on the disk when it returns: an index must never be given twice, also after a power cut.
    try execute("PRAGMA synchronous = FULL")
    try execute("PRAGMA trusted_schema = OFF")
    // What is forgotten is written over, not only let go.
    try execute("PRAGMA secure_delete = ON")
  }

  /// Whether a file lies in a folder that this process cannot write to, such as a backup on a read-only medium, and has no write-ahead file whose contents are not in it yet.
  private static func isUnchangeable(_ path: [UInt8]) -> Bool {
    let slash = path.lastIndex(of: UInt8(ascii: "/")) ?? 0
    func withPath<Result>(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
      (bytes + [0]).map(CChar.init(bitPattern:)).withUnsafeBufferPointer { body($0.baseAddress) }
    }
    let isReadOnly = withPath(Array(path[...slash])) { folder in
      folder.map { access($0, W_OK) != 0 && [EROFS, EACCES].contains(errno) } ?? false
    }
    var status = stat()
    let hasLog = withPath(path + Array("-wal".utf8)) { log in
      log.map { stat($0, &status) == 0 && status.st_size > 0 } ?? false
    }
    return isReadOnly && !hasLog
  }

  private static func immutableURI(_ path: [UInt8]) -> [UInt8] {
    let escaped = path.flatMap { byte -> [UInt8] in
      let isPlain = byte.isASCIIDigit || byte.isASCIILetter || "/._-".utf8.contains(byte)
      return isPlain ? [byte] : Array("%\(Hex.encode([byte]))".utf8)
    }
    return Array("file:".utf8) + escaped + Array("?immutable=1".utf8)
  }

  /// A database in memory, to become a new registry's file.
  convenience init() throws(RegistryError) {
    try self.init(name: Array(":memory:".utf8), flags: SQLITE_OPEN_READWRITE)
    try execute("PRAGMA application_id = \(Self.applicationIdentifier)")
    try execute("PRAGMA user_version = \(RegistrySchema.version)")
  }

  private init(name: [UInt8], flags: Int32) throws(RegistryError) {
    var opened: OpaquePointer?
    let result = name.map(CChar.init(bitPattern:)).withUnsafeBufferPointer { name in
      (Array(name) + [0]).withUnsafeBufferPointer {
        sqlite3_open_v2($0.baseAddress, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
      }
    }
    guard let opened else { throw .inputOutput(detail: "no memory") }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    if result != SQLITE_OK { throw fault(result) }
  }

  deinit { sqlite3_close_v2(handle) }

  func registryVersion() throws(RegistryError) -> Int64 {
    guard try number("PRAGMA application_id") == Self.applicationIdentifier else {
      throw .notARegistry(detail: "it is another program's database")
    }
    return try number("PRAGMA user_version")
  }

  func holds(table: String) throws(RegistryError) -> Bool {
    try number(
      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1", .text(table))
      > 0
  }

  func setRegistryVersion(_ version: Int64) throws(RegistryError) {
    try execute("PRAGMA user_version = \(version)")
  }

  func run(
    _ sql: String, each values: [[SQLValue]],
    _ answer: (Int, any SQLRow) throws(RegistryError) -> Void
  ) throws(RegistryError) -> Int {
    let statement = try prepare(sql)
    var changed = 0
    for (place, values) in values.enumerated() {
      try statement.bind(values)
      while try statement.step() { try answer(place, statement) }
      if !statement.isReadOnly { changed += Int(sqlite3_changes64(handle)) }
    }
    return changed
  }

  private func prepare(_ sql: String) throws(RegistryError) -> SQLiteStatement {
    var statement: OpaquePointer?
    let result = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard result == SQLITE_OK, let statement else { throw fault(result) }
    return SQLiteStatement(statement, of: self)
  }

  /// A transaction that may write makes other writers wait from its first statement, so that what it reads stays true.
  func transaction<Result>(
    _ kind: SQLTransaction, _ body: () throws(RegistryError) -> Result
  ) throws(RegistryError) -> Result {
    try execute(kind == .reading ? "BEGIN" : "BEGIN IMMEDIATE")
    do throws(RegistryError) {
      if kind != .reading, hasMoved { throw .replaced }
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // Some errors have rolled back by themselves; a second rollback is an error that says nothing.
      _ = try? execute("ROLLBACK")
      throw error
    }
  }

  /// Whether the file has lost its name, such as to a restored desk: what is written to it then, nobody would read.
  private var hasMoved: Bool {
    var moved: Int32 = 0
    let result = sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved)
    return result == SQLITE_OK && moved != 0
  }

  /// Empties the write-ahead file, which still contains erased rows. A process that reads can prevent this; then the next
  /// purge does it.
  func purgeErasedData(isRewritten: Bool) throws(RegistryError) {
    sqlite3_busy_timeout(handle, Self.patience / 10)
    defer { sqlite3_busy_timeout(handle, Self.patience) }
    if isRewritten { try execute("VACUUM") }
    try query("PRAGMA wal_checkpoint(TRUNCATE)") { row throws(RegistryError) in
      guard row.integer(0) == 0 else { throw .busy }
    }
  }

  func copy(to path: [UInt8]) throws(RegistryError) {
    try execute("VACUUM INTO $1", .text(String(decoding: path, as: UTF8.self)))
  }

  /// The whole database as it would stand in a file, in write-ahead mode; nil without memory.
  func image() -> GuardedBytes? {
    var count: sqlite3_int64 = 0
    guard let bytes = sqlite3_serialize(handle, "main", &count, 0) else { return nil }
    defer {
      bytes.update(repeating: 0, count: Int(count))
      sqlite3_free(bytes)
    }
    guard count > 20, let image = GuardedBytes(count: Int(count)) else { return nil }
    image.pointer.update(from: bytes, count: Int(count))
    // Versions for writing and reading; 2 is write-ahead (SQLite file format §1.3.3). In memory there is no such
    // mode, and to change it later takes a lock that two new processes could refuse each other.
    image.pointer[18] = 2
    image.pointer[19] = 2
    return image
  }

  /// Translates a result code other than success.
  fileprivate func fault(_ result: Int32) -> RegistryError {
    let detail = String(cString: sqlite3_errmsg(handle))
    switch result & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: return .busy
    case SQLITE_FULL: return .noSpace
    case SQLITE_NOTADB: return .notARegistry(detail: "it is no SQLite database")
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: return .notPermitted(detail: detail)
    case SQLITE_CANTOPEN, SQLITE_IOERR: return fault(system: sqlite3_system_errno(handle), detail)
    case SQLITE_CORRUPT: return .damaged(detail: detail)
    case SQLITE_ERROR, SQLITE_MISMATCH, SQLITE_CONSTRAINT: return .damaged(detail: detail)
    default: return .inputOutput(detail: detail)
    }
  }

  /// SQLite has one code for all faults of the system, so this asks the system which it was.
  private func fault(system error: Int32, _ detail: String) -> RegistryError {
    switch error {
    case ENOSPC, EDQUOT: .noSpace
    case EACCES, EPERM, EROFS: .notPermitted(detail: detail)
    case 0: .inputOutput(detail: detail)
    default: .inputOutput(detail: "\(detail): \(String(cString: strerror(error)).lowercased())")
    }
  }
}

/// A statement: values in, rows out.
private final class SQLiteStatement: SQLRow {
  private let handle: OpaquePointer
  private let database: SQLiteDatabase

  init(_ handle: OpaquePointer, of database: SQLiteDatabase) {
    self.handle = handle
    self.database = database
  }

  deinit { sqlite3_finalize(handle) }

  /// Makes the statement ready to run with these values.
  func bind(_ values: [SQLValue]) throws(RegistryError) {
    sqlite3_reset(handle)
    // SQLite copies what it is given before the call returns.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let result =
        switch value {
        case .null: sqlite3_bind_null(handle, place)
        case .integer(let number): sqlite3_bind_int64(handle, place, number)
        case .text(let text): sqlite3_bind_text(handle, place, text, -1, copied)
        case .blob(let bytes):
          sqlite3_bind_blob64(handle, place, bytes, UInt64(bytes.count), copied)
        case .secret(let bytes):
          sqlite3_bind_blob64(handle, place, bytes.pointer, UInt64(bytes.count), copied)
        }
      guard result == SQLITE_OK else { throw database.fault(result) }
    }
  }

  /// Goes to the next row; false when there is none.
  func step() throws(RegistryError) -> Bool {
    let result = sqlite3_step(handle)
    switch result {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw database.fault(result)
    }
  }

  /// Whether it can change nothing.
  var isReadOnly: Bool { sqlite3_stmt_readonly(handle) != 0 }

  func integer(_ column: Int) -> Int64? {
    let column = Int32(clamping: column)
    return sqlite3_column_type(handle, column) == SQLITE_INTEGER
      ? sqlite3_column_int64(handle, column) : nil
  }

  func text(_ column: Int) -> String? {
    let column = Int32(clamping: column)
    guard sqlite3_column_type(handle, column) == SQLITE_TEXT,
      let bytes = sqlite3_column_text(handle, column)
    else { return nil }
    return String(
      validating: UnsafeBufferPointer(
        start: bytes, count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self)
  }

  func blob(_ column: Int) -> [UInt8]? { withBlob(column) { Array($0) } }

  func secret(_ column: Int) -> GuardedBytes? { withBlob(column) { GuardedBytes(copying: $0) } }

  private func withBlob<Result>(
    _ column: Int, _ body: (UnsafeRawBufferPointer) -> Result?
  ) -> Result? {
    let column = Int32(clamping: column)
    guard sqlite3_column_type(handle, column) == SQLITE_BLOB,
      let bytes = sqlite3_column_blob(handle, column)
    else { return nil }
    return body(
      UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))))
  }
}
