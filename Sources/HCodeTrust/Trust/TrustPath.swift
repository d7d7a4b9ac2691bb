package import HCodeBase
package import HCodeCore

/// How a key came to be believed: the list that names it, and, when that is another authority's, the list that recognises
/// that authority, and on which terms. Recognition goes one step and no further.
package struct TrustPath: Hashable, Sendable {
  /// Whose key it is.
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
  /// The list that recognises the other one, and its terms; nil for a list that the operator pinned.
  package let recognition: Recogniser?
  /// The status list of the key's codes, as held; nil when there is none or it is not held.
  package let statusList: StatusListFacts?

  /// The log of the issuer, and what of it is held.
  package let log: Log?

  /// A log in which the issuer's codes have to be.
  package struct Log: Hashable, Sendable {
    /// The log's name.
    package let origin: NoteName
    /// After how many seconds a code has to be in it.
    package let grace: UInt64
    /// What is held; nil when nothing is.
    package let facts: LogFacts?

    /// From when on it is called old: what was set since a day before can not be looked up any more.
    var old: Timestamp? { facts?.time.advanced(bySeconds: Int64(clamping: grace) + 86_400) }

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
    statusList: StatusListFacts?, log: Log?
  ) {
    self.issuer = issuer.identifier
    names = issuer.names
    appeal = issuer.appeal
    issuerSunset = issuer.sunset
    self.key = key
    self.list = list
    self.recognition = recognition
    self.statusList = statusList
    self.log = log
  }

  /// The lists that have to be fresh for a verdict: the one that names the key first.
  package var lists: [TrustListFacts] { [list] + (recognition.map { [$0.list] } ?? []) }

  /// The earliest of all sunsets on the way; nothing is accepted from then on.
  package var sunset: Timestamp? {
    ([issuerSunset, recognition?.terms.sunset] + lists.map(\.sunset)).compactMap { $0 }.min()
  }

  var cbor: CBORValue {
    var pairs: [(key: CBORValue, value: CBORValue)] = [
      (.unsigned(1), .text(issuer.description)), (.unsigned(2), names.cbor),
      (.unsigned(3), key.cbor), (.unsigned(6), list.cbor),
    ]
    if let appeal { pairs.append((.unsigned(4), .text(appeal))) }
    if let issuerSunset { pairs.append((.unsigned(5), .integer(issuerSunset.seconds))) }
    if let recognition {
      pairs.append((.unsigned(7), recognition.list.cbor))
      pairs.append((.unsigned(8), .map(recognition.terms.pairs)))
    }
    if let statusList { pairs.append((.unsigned(9), statusList.cbor)) }
    if let log { pairs.append((.unsigned(10), log.cbor)) }
    return .map(pairs)
  }

  init(_ value: CBORValue) throws(ImportRefusal) {
    let members = try NumberedMembers(value, "the route", known: 1...10)
    issuer = try members.identifier(1, "issuer")
    names = try AuthorityNames(try members.required(2, "names"), "the route")
    key = try ListedKey(try members.required(3, "key"), "the key")
    appeal = members[4] == nil ? nil : try members.text(4, "appeal", maximumBytes: 200)
    issuerSunset = try members.optionalTime(5, "sunset")
    list = try TrustListFacts(try members.required(6, "list"))
    if let facts = members[7] {
      let terms = try NumberedMembers(
        try members.required(8, "terms"), "the terms", known: 4...7)
      recognition = Recogniser(
        list: try TrustListFacts(facts), terms: try Recognition.Terms(terms))
    } else {
      recognition = nil
    }
    statusList = try members[9].map { value throws(ImportRefusal) in try StatusListFacts(value) }
    log = members[10].flatMap { Log($0) }
    guard (log == nil) == (members[10] == nil) else { throw members.malformed("has no log") }
  }
}
