import HCodeBase

/// How a database spells the types of columns.
struct SQLTypes {
  let integer: String
  let bytes: String
  /// A key that counts up by itself.
  let serial: String
  /// What stands after the columns.
  let suffix: String
}
