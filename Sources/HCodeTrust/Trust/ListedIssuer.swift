package import HCodeBase
package import HCodeCore

/// An issuer in a trust list: its keys, and where the bearer of a code may turn.
package struct ListedIssuer: Hashable, Sendable {
  /// What its codes state as `iss`.
  package let identifier: IssuerIdentifier
  /// Its names.
  package let names: AuthorityNames
  /// 1 to 64 keys, in bytewise order.
  package let keys: [ListedKey]
  /// Where to appeal: an address, a telephone number, a page.
  package let appeal: String?
  /// Nothing of this issuer is accepted from then on.
  package let sunset: Timestamp?
  /// The log that must have its yellow and red codes.
  package let log: ListedLog?

  /// Nil when there are no keys, too many, or one twice, and when the appeal cannot be shown.
  package init?(
    identifier: IssuerIdentifier, names: AuthorityNames, keys: [ListedKey], appeal: String? = nil,
    sunset: Timestamp? = nil, log: ListedLog? = nil
  ) {
    guard (1...64).contains(keys.count), Set(keys.map(\.publicKey)).count == keys.count,
      appeal.map({ HealthText.fault(in: $0, maximumBytes: 200) == nil }) ?? true
    else { return nil }
    self.identifier = identifier
    self.names = names
    self.keys = keys.sorted { $0.publicKey.bytes.lexicographicallyPrecedes($1.publicKey.bytes) }
    self.appeal = appeal
    self.sunset = sunset
    self.log = log
  }

  /// The keys of `issuer` (docs/trust.md §2).
  private enum Key: UInt64, CaseIterable {
    case identifier = 1
    case names = 2
    case keys = 3
    case appeal = 4
    case sunset = 5
    case log = 6
  }

  var cbor: CBORValue {
    .keyed([
      Key.identifier: .text(identifier.description), Key.names: names.cbor,
      Key.keys: .array(keys.map(\.cbor)), Key.appeal: appeal.map { .text($0) },
      Key.sunset: sunset.map { .integer($0.seconds) }, Key.log: log?.cbor,
    ])
  }

  init(_ value: CBORValue, _ place: String) throws(ImportRefusal) {
    let members = try NumberedMembers(value, place, keys: Key.self)
    let identifier = try members.identifier(Key.identifier, "identifier")
    let place = "issuer \(identifier)"
    var keys: [ListedKey] = []
    for (index, value) in try members.array(Key.keys, "keys", 1...64).enumerated() {
      keys.append(try ListedKey(value, "\(place), key \(index + 1),"))
    }
    let appeal =
      members[Key.appeal] == nil ? nil : try members.text(Key.appeal, "appeal", maximumBytes: 200)
    let log = try members[Key.log].map { value throws(ImportRefusal) in
      try ListedLog(value, "\(place), its log,")
    }
    guard
      let issuer = ListedIssuer(
        identifier: identifier,
        names: try AuthorityNames(try members.required(Key.names, "names"), place),
        keys: keys, appeal: appeal, sunset: try members.optionalTime(Key.sunset, "sunset"), log: log
      ),
      issuer.keys == keys
    else { throw NumberedMembers.malformed(place, "has a key twice or keys out of order") }
    self = issuer
  }
}
