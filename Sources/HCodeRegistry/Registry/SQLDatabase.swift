import HCodeBase

/// A value for a statement.
enum SQLValue {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])
  /// Goes from guarded memory to the database without a copy in an array.
  case secret(GuardedBytes)

  init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
  init(_ number: Int64?) { self = number.map(SQLValue.integer) ?? .null }
}

/// A row of answers; columns count from 0. Each is nil for another type and for NULL.
protocol SQLRow {
  func integer(_ column: Int) -> Int64?
  func text(_ column: Int) -> String?
  func blob(_ column: Int) -> [UInt8]?
  /// The bytes in guarded memory.
  func secret(_ column: Int) -> GuardedBytes?
}

extension SQLRow {
  /// The instant in a column.
  func time(_ column: Int) -> Timestamp? {
    integer(column).flatMap { Timestamp(seconds: $0) }
  }
}

/// What a transaction is for, and what it does when it is done again because nobody heard that it was done.
enum SQLTransaction {
  /// Looks, at one moment.
  case reading
  /// Adds rows that are passed over where they are already: again it does no harm, and several may at once.
  case adding
  /// Decides by what it reads, so that others which would write wait. Again it wastes some indexes at worst.
  case taking
  /// Decides by what it reads, so that others which would write wait. Again it would give another answer: the database sees
  /// to it that it is done once.
  case changing
}

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
  func sweep() throws(RegistryError)
}

/// How a database spells the types of columns.
struct SQLTypes {
  let integer: String
  let bytes: String
  /// A key that counts up by itself.
  let serial: String
  /// What stands after the columns.
  let suffix: String
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
