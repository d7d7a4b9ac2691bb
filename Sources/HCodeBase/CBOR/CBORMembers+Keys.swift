extension CBORMembers {
  /// The member under that key, if it is there.
  package subscript<Key: RawRepresentable>(key: Key) -> CBORValue? where Key.RawValue == Int64 {
    self[key.rawValue]
  }
}
