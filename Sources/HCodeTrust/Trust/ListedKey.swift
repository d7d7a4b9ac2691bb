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
  /// The key's signature that it agrees to be listed here (`KeyAgreement`); empty in an index, which needs it no more.
  package let agreement: [UInt8]

  /// One key has one purpose.
  package enum Use: Hashable, Sendable {
    /// Codes, within the grant; the URI is that of their status list.
    case codes(Grant, statusList: StatusListURI?)
    /// These status lists.
    case statusLists([StatusListURI])
    /// Second signatures under reds and changes that another key of the issuer began; it begins none.
    case countersign
    /// Posters of venues (docs/venue.md, experimental).
    case venues
    /// Shares of posters and lists of exposures (docs/venue.md, experimental).
    case exposures
  }

  /// Nil when it would end before it begins, and when it signs no status lists or too many.
  package init?(
    publicKey: Ed25519PublicKey, notBefore: Timestamp, until: Timestamp, use: Use,
    agreement: [UInt8]
  ) {
    guard notBefore < until else { return nil }
    if case .statusLists(let uris) = use {
      guard (1...64).contains(uris.count), Set(uris).count == uris.count else { return nil }
    }
    self.publicKey = publicKey
    self.notBefore = notBefore
    self.until = until
    self.use = use
    self.agreement = agreement
  }

  /// The status list of its codes, if any.
  package var statusList: StatusListURI? {
    if case .codes(_, let uri) = use { uri } else { nil }
  }

  /// The status lists that it may sign.
  package var signsStatusLists: [StatusListURI] {
    if case .statusLists(let uris) = use { uris } else { [] }
  }

  /// What for, as the agreement names it.
  package var agreedUse: KeyAgreement.Use {
    switch use {
    case .codes: .codes
    case .statusLists: .statusLists
    case .countersign: .countersign
    case .venues: .venues
    case .exposures: .exposures
    }
  }

  /// Whether the key agreed to be listed by that authority, as one of that issuer.
  func isAgreed(with authority: IssuerIdentifier, of issuer: IssuerIdentifier) -> Bool {
    KeyAgreement(authority: authority, use: agreedUse, signature: agreement)?
      .holds(for: publicKey, of: issuer) ?? false
  }

  /// The keys of `code-key`, `status-key`, `countersign-key`, `venue-key` and `exposure-key` (docs/trust.md §2).
  private enum Key: UInt64, CaseIterable {
    case publicKey = 1
    case notBefore = 2
    case until = 3
    case grant = 4
    case statusList = 5
    case signsStatusLists = 6
    case agreement = 7
    case countersigns = 8
    case signsPosters = 9
    case signsExposures = 10
  }

  var cbor: CBORValue {
    var pairs = CBORValue.pairs([
      Key.publicKey: .bytes(publicKey.bytes), Key.notBefore: .integer(notBefore.seconds),
      Key.until: .integer(until.seconds),
    ])
    if !agreement.isEmpty { pairs += CBORValue.pairs([Key.agreement: .bytes(agreement)]) }
    switch use {
    case .codes(let grant, let uri):
      pairs += CBORValue.pairs([
        Key.grant: grant.cbor, Key.statusList: uri.map { .text($0.description) },
      ])
    case .statusLists(let uris):
      pairs += CBORValue.pairs([
        Key.signsStatusLists: .array(uris.map { .text($0.description) })
      ])
    case .countersign: pairs += CBORValue.pairs([Key.countersigns: .unsigned(1)])
    case .venues: pairs += CBORValue.pairs([Key.signsPosters: .unsigned(1)])
    case .exposures: pairs += CBORValue.pairs([Key.signsExposures: .unsigned(1)])
    }
    return .map(pairs)
  }

  /// The key without its agreement, for an index.
  var withoutAgreement: ListedKey {
    ListedKey(
      publicKey: publicKey, notBefore: notBefore, until: until, use: use, agreement: []) ?? self
  }

  /// Reads a key of a list, with its agreement, or of an index, without.
  init(_ value: CBORValue, _ place: String, inIndex: Bool = false) throws(ImportRefusal) {
    let members = try NumberedMembers(value, place, keys: Key.self)
    func uri(_ value: CBORValue) throws(ImportRefusal) -> StatusListURI {
      guard let uri = value.textString.flatMap({ StatusListURI($0) }) else {
        throw members.malformed("names a status list by what is no URI")
      }
      return uri
    }
    let use: Use
    let isForCodes = members[Key.grant] != nil || members[Key.statusList] != nil
    /// A use of which one member says everything.
    func sole(_ member: Key, _ use: Use) throws(ImportRefusal) -> Use {
      _ = try members.unsigned(member, "purpose", 1...1)
      guard !isForCodes, members[Key.signsStatusLists] == nil else {
        throw members.malformed("has two purposes")
      }
      return use
    }
    let (countersigns, posters, exposures) = (
      members[Key.countersigns] != nil, members[Key.signsPosters] != nil,
      members[Key.signsExposures] != nil
    )
    if countersigns ? posters || exposures : posters && exposures {
      throw members.malformed("has two purposes")
    } else if countersigns {
      use = try sole(.countersigns, .countersign)
    } else if posters {
      use = try sole(.signsPosters, .venues)
    } else if exposures {
      use = try sole(.signsExposures, .exposures)
    } else if members[Key.signsStatusLists] != nil {
      guard !isForCodes else { throw members.malformed("has two purposes") }
      var uris: [StatusListURI] = []
      for value in try members.array(Key.signsStatusLists, "status lists", 1...64) {
        uris.append(try uri(value))
      }
      use = .statusLists(uris)
    } else {
      let grant = try Grant(try members.required(Key.grant, "grant"), place + " its grant,")
      if let value = members[Key.statusList] {
        use = .codes(grant, statusList: try uri(value))
      } else {
        use = .codes(grant, statusList: nil)
      }
    }
    let agreement = members[Key.agreement]?.byteString
    guard inIndex || agreement?.count == KeyAgreement.signatureBytes else {
      throw members.malformed(
        "has no agreement: sign it with 'hcode key agree', and build the list again")
    }
    guard
      let key = ListedKey(
        publicKey: try members.publicKey(Key.publicKey, "key"),
        notBefore: try members.time(Key.notBefore, "beginning"),
        until: try members.time(Key.until, "end"), use: use, agreement: agreement ?? [])
    else { throw members.malformed("ends before it begins, or names a status list twice") }
    self = key
  }
}
