package import HCodeBase

extension NumberedMembers {
  /// Refuses what is no map, and keys outside the range of `keys`.
  package init<Key: RawRepresentable & CaseIterable>(
    _ value: CBORValue, _ place: String, keys: Key.Type
  ) throws(ImportRefusal) where Key.RawValue == UInt64 {
    let numbers = Key.allCases.map(\.rawValue)
    try self.init(value, place, known: (numbers.min() ?? 0)...(numbers.max() ?? 0))
  }

  /// The member under that key, if it is there.
  package subscript<Key: RawRepresentable>(key: Key) -> CBORValue? where Key.RawValue == UInt64 {
    self[key.rawValue]
  }

  package func required<Key: RawRepresentable>(
    _ key: Key, _ what: String
  ) throws(ImportRefusal) -> CBORValue where Key.RawValue == UInt64 {
    try required(key.rawValue, what)
  }

  package func unsigned<Key: RawRepresentable>(
    _ key: Key, _ what: String, _ range: ClosedRange<UInt64>
  ) throws(ImportRefusal) -> UInt64 where Key.RawValue == UInt64 {
    try unsigned(key.rawValue, what, range)
  }

  package func time<Key: RawRepresentable>(
    _ key: Key, _ what: String
  ) throws(ImportRefusal) -> Timestamp where Key.RawValue == UInt64 {
    try time(key.rawValue, what)
  }

  package func optionalTime<Key: RawRepresentable>(
    _ key: Key, _ what: String
  ) throws(ImportRefusal) -> Timestamp? where Key.RawValue == UInt64 {
    try optionalTime(key.rawValue, what)
  }

  package func text<Key: RawRepresentable>(
    _ key: Key, _ what: String, maximumBytes: Int
  ) throws(ImportRefusal) -> String where Key.RawValue == UInt64 {
    try text(key.rawValue, what, maximumBytes: maximumBytes)
  }

  package func identifier<Key: RawRepresentable>(
    _ key: Key, _ what: String
  ) throws(ImportRefusal) -> IssuerIdentifier where Key.RawValue == UInt64 {
    try identifier(key.rawValue, what)
  }

  package func publicKey<Key: RawRepresentable>(
    _ key: Key, _ what: String
  ) throws(ImportRefusal) -> Ed25519PublicKey where Key.RawValue == UInt64 {
    try publicKey(key.rawValue, what)
  }

  package func array<Key: RawRepresentable>(
    _ key: Key, _ what: String, _ count: ClosedRange<Int>
  ) throws(ImportRefusal) -> [CBORValue] where Key.RawValue == UInt64 {
    try array(key.rawValue, what, count)
  }
}
