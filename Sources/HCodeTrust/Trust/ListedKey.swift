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
