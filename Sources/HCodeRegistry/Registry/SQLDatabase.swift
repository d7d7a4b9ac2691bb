import HCodeBase

/// The database of a registry: what SQLite and PostgreSQL have in common. All rules of a registry are in `Registry`.
///
/// Statements have `$1`, `$2` … in the order of their first mention. A transaction is on the disk when it returns.
protocol SQLDatabase: AnyObject {
  /// The words for column types.
  static var types: SQLTypes { get }

  /// Reads the version of the registry in it. Throws `.notARegistry` for anything else, before anything is changed.
  func registryVersion() throws(RegistryError) -> Int64

  /// Whether there is a table of that name.
  func holds(table: String) throws(RegistryError) -> Bool

  /// Writes the version of the registry's tables.
  func setRegistryVersion(_ version: Int64) throws(RegistryError)

  /// Runs one statement with each of these values in turn, and passes each row to `answer` with the index of its values.
  /// Returns the number of rows changed.
  @discardableResult
  func run(
    _ sql: String, each values: [[SQLValue]],
    _ answer: (Int, any SQLRow) throws(RegistryError) -> Void
  ) throws(RegistryError) -> Int

  /// Runs the body, all of it or nothing. When a connection is lost, the body runs again after its changes are undone.
  func transaction<Result>(
    _ kind: SQLTransaction, _ body: () throws(RegistryError) -> Result
  ) throws(RegistryError) -> Result

  /// Writes a snapshot into a new file; nothing where the database is on a server.
  func copy(to path: [UInt8]) throws(RegistryError)

  /// Removes erased rows from the database's files (VACUUM or the like), where the database allows it. `isRewritten` when all rows are to
  /// be written anew, so that no page has anything left of what it had.
  func purgeErasedData(isRewritten: Bool) throws(RegistryError)
}

extension SQLDatabase {
  /// Runs a statement once and ignores its rows.
  @discardableResult
  func execute(_ sql: String, _ values: SQLValue...) throws(RegistryError) -> Int {
    try run(sql, each: [values]) { _, _ in }
  }

  /// Runs a statement once and passes each row to `row`.
  func query(
    _ sql: String, _ values: [SQLValue] = [], _ row: (any SQLRow) throws(RegistryError) -> Void
  ) throws(RegistryError) {
    try run(sql, each: [values]) { _, answer throws(RegistryError) in try row(answer) }
  }

  /// Runs a statement that returns one number.
  func number(_ sql: String, _ values: SQLValue...) throws(RegistryError) -> Int64 {
    var number: Int64?
    try query(sql, values) { row in number = row.integer(0) }
    guard let number else { throw .damaged(detail: "a number is missing") }
    return number
  }
}
