package import HCodeBase
package import HCodeCore

/// A key as a trust list names it, with its one purpose (docs/trust.md §2).
package struct ListedKey: Hashable, Sendable {
  /// The key.
  package let publicKey: Ed25519PublicKey
  /// From when it may sign.
  package let notBefore: Timestamp
  /// Nothing signed with it is accepted from then on.
  package let until: Timestamp
  /// What it signs.
  package let use: Use

  /// One key has one purpose.
  package enum Use: Hashable, Sendable {
    /// Codes, within the grant; the URI is that of their status list.
    case codes(Grant, statusList: StatusListURI?)
    /// These status lists.
    case statusLists([StatusListURI])
  }

  /// Nil when it would end before it begins, or signs no or too many status lists.
  package init?(publicKey: Ed25519PublicKey, notBefore: Timestamp, until: Timestamp, use: Use) {
    guard notBefore < until else { return nil }
    if case .statusLists(let uris) = use {
      guard (1...64).contains(uris.count), Set(uris).count == uris.count else { return nil }
    }
    self.publicKey = publicKey
    self.notBefore = notBefore
    self.until = until
    self.use = use
  }

  /// The status list of its codes, if it has one.
  package var statusList: StatusListURI? {
    if case .codes(_, let uri) = use { uri } else { nil }
  }

  /// The status lists that it may sign.
  package var signsStatusLists: [StatusListURI] {
    if case .statusLists(let uris) = use { uris } else { [] }
  }

  var cbor: CBORValue {
    var pairs: [(key: CBORValue, value: CBORValue)] = [
      (.unsigned(1), .bytes(publicKey.bytes)), (.unsigned(2), .integer(notBefore.seconds)),
      (.unsigned(3), .integer(until.seconds)),
    ]
    switch use {
    case .codes(let grant, let uri):
      pairs.append((.unsigned(4), grant.cbor))
      if let uri { pairs.append((.unsigned(5), .text(uri.description))) }
    case .statusLists(let uris):
      pairs.append((.unsigned(6), .array(uris.map { .text($0.description) })))
    }
    return .map(pairs)
  }

  init(_ value: CBORValue, _ place: String) throws(ImportRefusal) {
    let members = try NumberedMembers(value, place, known: 1...6)
    func uri(_ value: CBORValue) throws(ImportRefusal) -> StatusListURI {
      guard let uri = value.textString.flatMap({ StatusListURI($0) }) else {
        throw members.malformed("names a status list by what is no URI")
      }
      return uri
    }
    let use: Use
    if members[6] != nil {
      guard members[4] == nil, members[5] == nil else {
        throw members.malformed("has two purposes")
      }
      var uris: [StatusListURI] = []
      for value in try members.array(6, "status lists", 1...64) { uris.append(try uri(value)) }
      use = .statusLists(uris)
    } else {
      let grant = try Grant(try members.required(4, "grant"), place + " its grant,")
      if let value = members[5] {
        use = .codes(grant, statusList: try uri(value))
      } else {
        use = .codes(grant, statusList: nil)
      }
    }
    guard
      let key = ListedKey(
        publicKey: try members.publicKey(1, "key"), notBefore: try members.time(2, "beginning"),
        until: try members.time(3, "end"), use: use)
    else { throw members.malformed("ends before it begins, or names a status list twice") }
    self = key
  }
}

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
