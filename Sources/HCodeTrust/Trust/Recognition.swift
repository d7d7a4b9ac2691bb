package import HCodeBase
package import HCodeCore

/// An authority's recognition of another authority's codes (docs/trust.md §2).
package struct Recognition: Hashable, Sendable {
  /// Whose issuers are recognised.
  package let authority: IssuerIdentifier
  /// Its names.
  package let names: AuthorityNames
  /// The other authority's root keys, as the recognising one knows them.
  package let roots: KeyThreshold
  /// What counts.
  package let terms: Terms

  /// Which of the other authority's codes count, and how.
  package struct Terms: Hashable, Sendable {
    /// The colours that count.
    package let statuses: Set<HealthStatus>
    /// Green counts with at least one favourable piece of evidence of these kinds, at most that many minutes old at the
    /// scan (0: any age); nil when green always counts.
    package let greenEvidence: [EvidenceKind: UInt64]?
    /// Whether green without such evidence is yellow; otherwise it is refused.
    package let otherwiseYellow: Bool
    /// Nothing counts from then on.
    package let sunset: Timestamp?
    /// The categories of holders that count, in ascending order.
    package let categories: [HolderCategory]

    /// Nil when no colour counts, when categories are out of order, when the evidence is empty or too old, and when there is an "otherwise" without a
    /// condition.
    package init?(
      statuses: Set<HealthStatus>, greenEvidence: [EvidenceKind: UInt64]? = nil,
      otherwiseYellow: Bool = false, sunset: Timestamp? = nil,
      categories: [HolderCategory] = []
    ) {
      guard !statuses.isEmpty, (greenEvidence ?? [:]).keys.allSatisfy(\.isOfHealth),
        categories.isStrictlyAscending({ $0 < $1 }),
        categories.count <= HolderCategory.mostNamed,
        greenEvidence.map({ !$0.isEmpty }) ?? !otherwiseYellow,
        (greenEvidence ?? [:]).values.allSatisfy({ $0 <= EvidenceAge.maximumMinutes })
      else { return nil }
      self.statuses = statuses
      self.greenEvidence = greenEvidence
      self.otherwiseYellow = otherwiseYellow
      self.sunset = sunset
      self.categories = categories
    }

    /// Whether green counts with this evidence at that time.
    package func isGreen(_ claims: HealthClaims, at now: Timestamp) -> Bool {
      guard let greenEvidence else { return true }
      return claims.evidence.contains { item in
        guard item.isFavourable, let oldest = greenEvidence[item.kind] else { return false }
        let age = now.seconds - item.age.time(issuedAt: claims.issuedAt).seconds
        return oldest == 0 || age <= Int64(oldest) * 60
      }
    }
  }

  /// A recognition from its parts.
  package init(
    authority: IssuerIdentifier, names: AuthorityNames, roots: KeyThreshold, terms: Terms
  ) {
    self.authority = authority
    self.names = names
    self.roots = roots
    self.terms = terms
  }

  /// The keys of `recognition` (docs/trust.md §2).
  enum Key: UInt64, CaseIterable {
    case authority = 1
    case names = 2
    case roots = 3
    case statuses = 4
    case greenEvidence = 5
    case otherwise = 6
    case sunset = 7
    case categories = 8

    /// The keys of the terms, which an index stores without the rest.
    static var ofTerms: ClosedRange<UInt64> { statuses.rawValue...categories.rawValue }
  }

  var cbor: CBORValue {
    .map(
      CBORValue.pairs([
        Key.authority: .text(authority.description), Key.names: names.cbor, Key.roots: roots.cbor,
      ]) + terms.pairs)
  }

  init(_ value: CBORValue, _ place: String) throws(ImportRefusal) {
    let members = try NumberedMembers(value, place, keys: Key.self)
    authority = try members.identifier(Key.authority, "authority")
    names = try AuthorityNames(try members.required(Key.names, "names"), place)
    roots = try KeyThreshold(
      try members.required(Key.roots, "root keys"), place + ", its root keys,")
    terms = try Terms(members)
  }
}

extension Recognition.Terms {
  var pairs: [(key: CBORValue, value: CBORValue)] {
    CBORValue.pairs([
      Recognition.Key.statuses: HealthStatus.cbor(statuses),
      Recognition.Key.greenEvidence: greenEvidence.map(EvidenceKind.cbor),
      Recognition.Key.otherwise: otherwiseYellow ? .unsigned(1) : nil,
      Recognition.Key.sunset: sunset.map { .integer($0.seconds) },
      Recognition.Key.categories: HolderCategory.list(categories),
    ])
  }

  init(_ members: NumberedMembers) throws(ImportRefusal) {
    let evidence =
      members[Recognition.Key.greenEvidence] == nil
      ? nil
      : try EvidenceKind.ages(
        members, Recognition.Key.greenEvidence, fewest: 1, ofHealth: true)
    if members[Recognition.Key.otherwise] != nil {
      _ = try members.unsigned(Recognition.Key.otherwise, "'otherwise'", 1...1)
    }
    guard
      let terms = Self(
        statuses: try HealthStatus.set(members, Recognition.Key.statuses), greenEvidence: evidence,
        otherwiseYellow: members[Recognition.Key.otherwise] != nil,
        sunset: try members.optionalTime(Recognition.Key.sunset, "sunset"),
        categories: try HolderCategory.list(members, Recognition.Key.categories))
    else { throw members.malformed("has an 'otherwise' without a condition") }
    self = terms
  }
}
