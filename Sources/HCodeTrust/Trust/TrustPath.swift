package import HCodeBase
package import HCodeCore

/// Why a key is trusted: the list that names it and, if that is another authority's list, the list that recognises that
/// authority, and on which terms. Recognition goes one step and no further.
package struct TrustPath: Hashable, Sendable {
  /// The key's issuer.
  package let issuer: IssuerIdentifier
  /// The issuer's names.
  package let names: AuthorityNames
  /// Where to appeal.
  package let appeal: String?
  /// The issuer's own sunset.
  package let issuerSunset: Timestamp?
  /// The key with its purpose.
  package let key: ListedKey
  /// The list that names the key.
  package let list: TrustListFacts
  /// The list that recognises the other authority, and its terms; nil for a list that the operator pinned.
  package let recognition: Recogniser?
  /// The stored status list of the key's codes; nil when there is none.
  package let statusList: StatusListFacts?
  /// What of the changes in that list is not answered for in the log; nil when everything is, or nobody can tell yet.
  package let shortfalls: [ListAccount.Shortfall]?

  /// The log of the issuer, and what the store knows of it.
  package let log: Log?

  /// A log in which the issuer's codes have to be.
  package struct Log: Hashable, Sendable {
    /// The log's name.
    package let origin: NoteName
    /// After how many seconds a code has to be in it.
    package let grace: UInt64
    /// Facts about the stored log; nil when it is not stored.
    package let facts: LogFacts?

    /// When the log counts as stale: a day after its grace period.
    var staleFrom: Timestamp? { facts?.time.advanced(bySeconds: Int64(clamping: grace) + 86_400) }

    var cbor: CBORValue {
      .array(
        [.text(origin.description), .unsigned(grace)] + (facts.map { [$0.cbor] } ?? []))
    }

    init(origin: NoteName, grace: UInt64, facts: LogFacts?) {
      self.origin = origin
      self.grace = grace
      self.facts = facts
    }

    init?(_ value: CBORValue) {
      guard case .array(let parts) = value, (2...3).contains(parts.count),
        let origin = parts[0].textString.flatMap({ NoteName($0) }),
        case .unsigned(let grace) = parts[1]
      else { return nil }
      let facts = parts.count == 3 ? LogFacts(parts[2]) : nil
      guard parts.count == 2 || facts != nil else { return nil }
      self.init(origin: origin, grace: grace, facts: facts)
    }
  }

  /// Who recognises, and on which terms.
  package struct Recogniser: Hashable, Sendable {
    /// The list of the authority that recognises.
    package let list: TrustListFacts
    /// What counts.
    package let terms: Recognition.Terms
  }

  init(
    issuer: ListedIssuer, key: ListedKey, list: TrustListFacts, recognition: Recogniser?,
    statusList: StatusListFacts?, shortfalls: [ListAccount.Shortfall]? = nil,
    log: Log?
  ) {
    self.issuer = issuer.identifier
    names = issuer.names
    appeal = issuer.appeal
    issuerSunset = issuer.sunset
    self.key = key
    self.list = list
    self.recognition = recognition
    self.statusList = statusList
    self.shortfalls = shortfalls
    self.log = log
  }

  /// The lists that have to be fresh for a verdict, first the one that names the key.
  package var lists: [TrustListFacts] { [list] + (recognition.map { [$0.list] } ?? []) }

  /// The earliest of all sunsets on the path; nothing is accepted from then on.
  package var sunset: Timestamp? {
    ([issuerSunset, recognition?.terms.sunset] + lists.map(\.sunset)).compactMap { $0 }.min()
  }

  /// The keys of a path in an index, and of the two rows that its record points to.
  private enum Key: UInt64, CaseIterable {
    case issuer = 1
    case names = 2
    case key = 3
    case appeal = 4
    case sunset = 5
    case list = 6
    case recogniser = 7
    case terms = 8
    case statusList = 9
    case log = 10
    case issuerRow = 11
    case listRow = 12
    case shortfalls = 13
  }

  /// The record of the key: what is its own, and where the rows are.
  func cbor(issuerRow: CBORValue, listRow: CBORValue) -> CBORValue {
    .keyed([
      Key.key: key.cbor, Key.statusList: statusList?.cbor, Key.issuerRow: issuerRow,
      Key.listRow: listRow, Key.shortfalls: shortfalls.map { ListAccount.unaccounted($0).cbor },
    ])
  }

  /// The row of the issuer, which all of its keys share.
  var issuerRow: CBORValue {
    .keyed([
      Key.issuer: .text(issuer.description), Key.names: names.cbor,
      Key.appeal: appeal.map { .text($0) }, Key.sunset: issuerSunset.map { .integer($0.seconds) },
      Key.log: log?.cbor,
    ])
  }

  /// The row of the list and of whoever recognises it, which all of its issuers share.
  var listRow: CBORValue {
    .keyed([
      Key.list: list.cbor, Key.recogniser: recognition?.list.cbor,
      Key.terms: recognition.map { .map($0.terms.pairs) },
    ])
  }

  /// Reads the record of a key; `row` reads a row.
  init(
    _ value: CBORValue, row: (CBORValue) throws(ImportRefusal) -> CBORValue
  ) throws(ImportRefusal) {
    let record = try NumberedMembers(value, "the record", keys: Key.self)
    let ofIssuer = try NumberedMembers(
      try row(try record.required(Key.issuerRow, "issuer")), "the issuer", keys: Key.self)
    let ofList = try NumberedMembers(
      try row(try record.required(Key.listRow, "list")), "the list", keys: Key.self)
    issuer = try ofIssuer.identifier(Key.issuer, "issuer")
    names = try AuthorityNames(try ofIssuer.required(Key.names, "names"), "the issuer")
    key = try ListedKey(try record.required(Key.key, "key"), "the key", inIndex: true)
    appeal =
      ofIssuer[Key.appeal] == nil
      ? nil : try ofIssuer.text(Key.appeal, "appeal", maximumBytes: 200)
    issuerSunset = try ofIssuer.optionalTime(Key.sunset, "sunset")
    list = try TrustListFacts(try ofList.required(Key.list, "list"))
    if let facts = ofList[Key.recogniser] {
      let terms = try NumberedMembers(
        try ofList.required(Key.terms, "terms"), "the terms", known: Recognition.Key.ofTerms)
      recognition = Recogniser(
        list: try TrustListFacts(facts), terms: try Recognition.Terms(terms))
    } else {
      recognition = nil
    }
    statusList = try record[Key.statusList].map { value throws(ImportRefusal) in
      try StatusListFacts(value)
    }
    shortfalls = record[Key.shortfalls].flatMap { ListAccount($0)?.shortfalls }
    guard (shortfalls == nil) == (record[Key.shortfalls] == nil) else {
      throw record.malformed("has shortfalls that are none")
    }
    log = ofIssuer[Key.log].flatMap { Log($0) }
    guard (log == nil) == (ofIssuer[Key.log] == nil) else { throw ofIssuer.malformed("has no log") }
  }
}
