package import HCodeBase
package import HCodeCore

/// What an authority makes of another authority's codes (docs/trust.md §2).
package struct Recognition: Hashable, Sendable {
  /// Whose issuers are recognised.
  package let authority: IssuerIdentifier
  /// Its names.
  package let names: AuthorityNames
  /// Its root keys, as known to the authority that recognises it.
  package let roots: KeyThreshold
  /// What counts.
  package let terms: Terms

  /// What of the other authority's codes counts, and how.
  package struct Terms: Hashable, Sendable {
    /// The colours that count.
    package let statuses: Set<HealthStatus>
    /// Green counts with at least one favourable piece of these kinds, at most so many minutes old at the time of the scan
    /// (0: any age); nil when green counts as it is.
    package let greenEvidence: [EvidenceKind: UInt64]?
    /// What green without such evidence is: yellow, or refused.
    package let otherwiseYellow: Bool
    /// Nothing counts from then on.
    package let sunset: Timestamp?

    /// Terms; nil when no colour counts, the evidence is empty or too old, or there is an "otherwise" without a condition.
    package init?(
      statuses: Set<HealthStatus>, greenEvidence: [EvidenceKind: UInt64]? = nil,
      otherwiseYellow: Bool = false, sunset: Timestamp? = nil
    ) {
      guard !statuses.isEmpty, greenEvidence.map({ !$0.isEmpty }) ?? !otherwiseYellow,
        (greenEvidence ?? [:]).values.allSatisfy({ $0 <= EvidenceAge.maximumMinutes })
      else { return nil }
      self.statuses = statuses
      self.greenEvidence = greenEvidence
      self.otherwiseYellow = otherwiseYellow
      self.sunset = sunset
    }

    /// Whether green holds with this evidence at that time. Evidence of another kind is not considered.
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

  var cbor: CBORValue {
    .map(
      [
        (.unsigned(1), .text(authority.description)), (.unsigned(2), names.cbor),
        (.unsigned(3), roots.cbor),
      ] + terms.pairs)
  }

  init(_ value: CBORValue, _ place: String) throws(ImportRefusal) {
    let members = try NumberedMembers(value, place, known: 1...7)
    authority = try members.identifier(1, "authority")
    names = try AuthorityNames(try members.required(2, "names"), place)
    roots = try KeyThreshold(try members.required(3, "root keys"), place + ", its root keys,")
    terms = try Terms(members)
  }
}

extension Recognition.Terms {
  var pairs: [(key: CBORValue, value: CBORValue)] {
    var pairs: [(key: CBORValue, value: CBORValue)] = [(.unsigned(4), HealthStatus.cbor(statuses))]
    if let greenEvidence { pairs.append((.unsigned(5), EvidenceKind.cbor(greenEvidence))) }
    if otherwiseYellow { pairs.append((.unsigned(6), .unsigned(1))) }
    if let sunset { pairs.append((.unsigned(7), .integer(sunset.seconds))) }
    return pairs
  }

  init(_ members: NumberedMembers) throws(ImportRefusal) {
    let evidence = members[5] == nil ? nil : try EvidenceKind.ages(members, 5, fewest: 1)
    if members[6] != nil { _ = try members.unsigned(6, "'otherwise'", 1...1) }
    guard
      let terms = Self(
        statuses: try HealthStatus.set(members, 4), greenEvidence: evidence,
        otherwiseYellow: members[6] != nil, sunset: try members.optionalTime(7, "sunset"))
    else { throw members.malformed("has an 'otherwise' without a condition") }
    self = terms
  }
}
