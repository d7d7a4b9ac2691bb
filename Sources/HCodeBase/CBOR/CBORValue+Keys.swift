extension CBORValue {
  /// A map whose keys have names; what has no value is left out.
  @inlinable
  package static func keyed<Key: RawRepresentable>(
    _ pairs: KeyValuePairs<Key, CBORValue?>
  ) -> CBORValue where Key.RawValue: BinaryInteger {
    .map(self.pairs(pairs))
  }

  /// Part of a map whose keys have names; what has no value is left out.
  @inlinable
  package static func pairs<Key: RawRepresentable>(
    _ pairs: KeyValuePairs<Key, CBORValue?>
  ) -> [(key: CBORValue, value: CBORValue)] where Key.RawValue: BinaryInteger {
    var members: [(key: CBORValue, value: CBORValue)] = []
    for (key, value) in pairs {
      if let value { members.append((.integer(Int64(key.rawValue)), value)) }
    }
    return members
  }
}
