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
