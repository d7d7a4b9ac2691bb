extension CBORValue {
  /// Makes a map whose integer keys have names. A member that is nil is left out.
  package static func keyed<Key: RawRepresentable>(
    _ members: KeyValuePairs<Key, CBORValue?>
  ) -> CBORValue where Key.RawValue: BinaryInteger {
    .map(
      members.compactMap { key, value in
        value.map { (key: .integer(Int64(clamping: key.rawValue)), value: $0) }
      })
  }
}
