import HCodeBase

/// Where a registry is kept. All rules stand in `Registry`; what is here is what SQLite and PostgreSQL have in common:
/// statements with `$1`, `$2` … in the order of their first mention, and transactions that are on the disk when they return.
protocol SQLDatabase: AnyObject {
  /// The words for column types.
  static var types: SQLTypes { get }

  /// The version of the registry in it. Throws `.notARegistry` for anything else, before anything is changed.
  func registryVersion() throws(RegistryError) -> Int64

  /// Runs one statement with each of these values in turn. Hands over each row of answers with the place of its values.
  /// Returns how many rows were changed.
  @discardableResult
  func run(
    _ sql: String, each values: [[SQLValue]],
    _ answer: (Int, any SQLRow) throws(RegistryError) -> Void
  ) throws(RegistryError) -> Int

  /// All or nothing. The body may run more than once, when a connection is lost in it; what it did before is undone then.
  func transaction<Result>(
    _ kind: SQLTransaction, _ body: () throws(RegistryError) -> Result
  ) throws(RegistryError) -> Result

  /// After rows were erased: takes what they held out of the files too, as far as the database lets us.
  func purgeErasedData() throws(RegistryError)
}

extension SQLDatabase {
  /// Runs a statement once and passes over its rows.
  @discardableResult
  func execute(_ sql: String, _ values: SQLValue...) throws(RegistryError) -> Int {
    try run(sql, each: [values]) { _, _ in }
  }

  /// Runs a statement once; hands over each row.
  func query(
    _ sql: String, _ values: [SQLValue] = [], _ row: (any SQLRow) throws(RegistryError) -> Void
  ) throws(RegistryError) {
    try run(sql, each: [values]) { _, answer throws(RegistryError) in try row(answer) }
  }

  /// A statement that gives one number.
  func number(_ sql: String, _ values: SQLValue...) throws(RegistryError) -> Int64 {
    var number: Int64?
    try query(sql, values) { row in number = row.integer(0) }
    guard let number else { throw .damaged(detail: "a number is missing") }
    return number
  }
}
