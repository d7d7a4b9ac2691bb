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
  /// Nothing of it is accepted from then on.
  package let sunset: Timestamp?
  /// The log in which its yellow and red codes have to be.
  package let log: ListedLog?

  /// Nil when there are no keys or too many, one twice, or the appeal cannot be shown.
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

  var cbor: CBORValue {
    var pairs: [(key: CBORValue, value: CBORValue)] = [
      (.unsigned(1), .text(identifier.description)), (.unsigned(2), names.cbor),
      (.unsigned(3), .array(keys.map(\.cbor))),
    ]
    if let log { pairs.append((.unsigned(6), log.cbor)) }
    if let appeal { pairs.append((.unsigned(4), .text(appeal))) }
    if let sunset { pairs.append((.unsigned(5), .integer(sunset.seconds))) }
    return .map(pairs)
  }

  init(_ value: CBORValue, _ place: String) throws(ImportRefusal) {
    let members = try NumberedMembers(value, place, known: 1...6)
    let identifier = try members.identifier(1, "identifier")
    let place = "issuer \(identifier)"
    var keys: [ListedKey] = []
    for (index, value) in try members.array(3, "keys", 1...64).enumerated() {
      keys.append(try ListedKey(value, "\(place), key \(index + 1),"))
    }
    let appeal = members[4] == nil ? nil : try members.text(4, "appeal", maximumBytes: 200)
    let log = try members[6].map { value throws(ImportRefusal) in
      try ListedLog(value, "\(place), its log,")
    }
    guard
      let issuer = ListedIssuer(
        identifier: identifier, names: try AuthorityNames(try members.required(2, "names"), place),
        keys: keys, appeal: appeal, sunset: try members.optionalTime(5, "sunset"), log: log),
      issuer.keys == keys
    else { throw NumberedMembers.malformed(place, "has a key twice or keys out of order") }
    self = issuer
  }
}
