import HCodeBase

/// How a database spells the types of columns.
struct SQLTypes {
  let integer: String
  let bytes: String
  /// A key that the database numbers.
  let serial: String
  /// The text after the list of columns.
  let suffix: String
}
