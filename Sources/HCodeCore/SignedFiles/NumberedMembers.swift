package import HCodeBase

/// The members of one map of a signed file, each read by the name of its key, by type and bounds.
///
/// The keys of a map are an enum of numbers in the file of the type that writes it: `enum Key: UInt64`.
package struct NumberedMembers {
  /// How refusals name the map.
  package let place: String
  /// A few: looked for one by one, since a scan reads some of these maps and a table would cost it more.
  private var members: [(number: UInt64, value: CBORValue)] = []

  /// Refuses anything but a map, and any key that is not one of these.
  package init<Key: RawRepresentable<UInt64>>(
    _ value: CBORValue, _ place: String, keys: Key.Type
  ) throws(ImportRefusal) {
    try self.init(value, place) { Key(rawValue: $0) != nil }
  }

  /// The same for part of a map's keys, in a map of its own.
  package init(
    _ value: CBORValue, _ place: String, known: ClosedRange<UInt64>
  ) throws(ImportRefusal) {
    try self.init(value, place) { known.contains($0) }
  }

  private init(
    _ value: CBORValue, _ place: String, isKnown: (UInt64) -> Bool
  ) throws(ImportRefusal) {
    self.place = place
    guard case .map(let pairs) = value else { throw Self.malformed(place, "is no map") }
    for (key, value) in pairs {
      guard case .unsigned(let number) = key, isKnown(number) else {
        throw Self.malformed(place, "has an unknown member")
      }
      members.append((number, value))
    }
  }

  package static func malformed(_ place: String, _ what: String) -> ImportRefusal {
    ImportRefusal(.malformedList, place + " " + what)
  }

  package func malformed(_ what: String) -> ImportRefusal { Self.malformed(place, what) }

  private func faulty(_ what: String) -> ImportRefusal {
    ImportRefusal(.malformedList, place + ": " + what)
  }

  /// The member, if the map has it.
  package subscript(key: some RawRepresentable<UInt64>) -> CBORValue? { value(key.rawValue) }

  private func value(_ number: UInt64) -> CBORValue? {
    for member in members where member.number == number { return member.value }
    return nil
  }

  package func required(_ key: some RawRepresentable<UInt64>, _ what: String) throws(ImportRefusal)
    -> CBORValue
  {
    guard let value = value(key.rawValue) else { throw faulty("its \(what) is missing") }
    return value
  }

  package func unsigned(
    _ key: some RawRepresentable<UInt64>, _ what: String, _ range: ClosedRange<UInt64>
  ) throws(ImportRefusal) -> UInt64 {
    guard case .unsigned(let value) = try required(key, what), range.contains(value) else {
      throw faulty("its \(what) is out of range")
    }
    return value
  }

  package func time(_ key: some RawRepresentable<UInt64>, _ what: String) throws(ImportRefusal)
    -> Timestamp
  {
    guard let time = try required(key, what).integer.flatMap({ Timestamp(seconds: $0) }) else {
      throw faulty("its \(what) is no time")
    }
    return time
  }

  package func optionalTime(_ key: some RawRepresentable<UInt64>, _ what: String)
    throws(ImportRefusal) -> Timestamp?
  {
    self[key] == nil ? nil : try time(key, what)
  }

  package func text(_ key: some RawRepresentable<UInt64>, _ what: String, maximumBytes: Int)
    throws(ImportRefusal)
    -> String
  {
    guard let text = try required(key, what).textString else {
      throw faulty("its \(what) is no text")
    }
    if let fault = HealthText.fault(in: text, maximumBytes: maximumBytes) {
      throw faulty("its \(what) \(fault)")
    }
    return text
  }

  package func identifier(_ key: some RawRepresentable<UInt64>, _ what: String)
    throws(ImportRefusal)
    -> IssuerIdentifier
  {
    guard let id = try required(key, what).textString.flatMap({ IssuerIdentifier($0) }) else {
      throw faulty("its \(what) is no identifier")
    }
    return id
  }

  package func publicKey(_ key: some RawRepresentable<UInt64>, _ what: String) throws(ImportRefusal)
    -> Ed25519PublicKey
  {
    guard
      let key = try required(key, what).byteString.flatMap({ Ed25519PublicKey(bytes: $0) })
    else { throw faulty("its \(what) is not a strong Ed25519 key") }
    return key
  }

  package func array(
    _ key: some RawRepresentable<UInt64>, _ what: String, _ count: ClosedRange<Int>
  ) throws(ImportRefusal) -> [CBORValue] {
    guard case .array(let elements) = try required(key, what), count.contains(elements.count)
    else {
      throw faulty("its \(what) are not \(count.lowerBound) to \(count.upperBound) in an array")
    }
    return elements
  }
}
