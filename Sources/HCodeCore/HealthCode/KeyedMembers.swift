import HCodeBase

/// The members of a map whose integer keys have names. They are few and searched one by one: for a dictionary the runtime
/// would look through its tables at every start, which costs more than reading the code.
struct KeyedMembers<Key: RawRepresentable<Int64>> {
  let pairs: [(key: CBORValue, value: CBORValue)]

  /// The member, if the map has it.
  subscript(key: Key) -> CBORValue? {
    for (other, value) in pairs where other.integer == key.rawValue { return value }
    return nil
  }
}
