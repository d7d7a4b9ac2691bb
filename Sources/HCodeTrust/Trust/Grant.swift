import HCodeBase
package import HCodeCore

/// What the codes of a key may say (docs/trust.md §2).
package struct Grant: Hashable, Sendable {
  /// The colours that it may sign, at least one.
  package let statuses: Set<HealthStatus>
  /// The kinds of evidence that its codes may state, each with its greatest age in minutes when the code begins to
  /// count; 0 for any age.
  package let evidence: [EvidenceKind: UInt64]
  /// The longest validity of a code in seconds; nil for the format's own bound.
  package let longestValidity: UInt64?
  /// Whether red needs the countersignature of another key of the issuer: true unless the list says otherwise.
  package let needsSecondOfficer: Bool
  /// The categories of holders that its codes may state, in ascending order.
  package let categories: [HolderCategory]

  /// Refuses a grant of no colour, categories out of order, and ages beyond a hundred years.
  package init?(
    statuses: Set<HealthStatus>, evidence: [EvidenceKind: UInt64], longestValidity: UInt64? = nil,
    needsSecondOfficer: Bool = true, categories: [HolderCategory] = []
  ) {
    guard !statuses.isEmpty, categories.isStrictlyAscending({ $0 < $1 }),
      categories.count <= HolderCategory.mostNamed,
      evidence.values.allSatisfy({ $0 <= EvidenceAge.maximumMinutes }),
      longestValidity.map({ (1...Self.maximumValidity).contains($0) }) ?? true
    else { return nil }
    self.statuses = statuses
    self.evidence = evidence
    self.longestValidity = longestValidity
    self.needsSecondOfficer = needsSecondOfficer
    self.categories = categories
  }

  /// The longest validity that the format itself allows, in seconds.
  static let maximumValidity: UInt64 = 366 * 86_400

  /// The first thing that these claims state beyond the grant, or nil.
  package func overstepping(_ claims: HealthClaims) -> String? {
    guard statuses.contains(claims.status) else {
      return "this key may not sign \(claims.status)"
    }
    // A test may not wait for a later start.
    let wait = UInt64(clamping: claims.begins.seconds / 60 - claims.issuedAt.seconds / 60)
    for item in claims.evidence {
      guard let oldest = evidence[item.kind] else {
        return "this key may not state \(item.kind.word)"
      }
      let age = item.age.minutes + wait
      if oldest > 0, age > oldest {
        return
          "a \(item.kind.word) of \(age / 60) h, and this key may state at most \(oldest / 60) h"
      }
    }
    if let category = claims.categories.first(where: { !categories.contains($0) }) {
      return "this key may not state the category \(category.word)"
    }
    if let longestValidity, claims.expires.seconds - claims.issuedAt.seconds > longestValidity {
      return "valid longer than the \(longestValidity / 3600) h that this key may give"
    }
    return nil
  }

  /// The keys of `grant` (docs/trust.md §2).
  private enum Key: UInt64, CaseIterable {
    case statuses = 1
    case evidence = 2
    case longestValidity = 3
    case officers = 4
    case categories = 5
  }

  var cbor: CBORValue {
    .keyed([
      Key.statuses: HealthStatus.cbor(statuses), Key.evidence: EvidenceKind.cbor(evidence),
      Key.longestValidity: longestValidity.map { .unsigned($0) },
      Key.officers: needsSecondOfficer ? nil : .unsigned(1),
      Key.categories: HolderCategory.list(categories),
    ])
  }

  init(_ value: CBORValue, _ place: String) throws(ImportRefusal) {
    let members = try NumberedMembers(value, place, keys: Key.self)
    let longest =
      members[Key.longestValidity] == nil
      ? nil : try members.unsigned(Key.longestValidity, "validity", 1...Self.maximumValidity)
    if members[Key.officers] != nil {
      _ = try members.unsigned(Key.officers, "number of officers for red", 1...1)
    }
    guard
      let grant = Grant(
        statuses: try HealthStatus.set(members, Key.statuses),
        evidence: try EvidenceKind.ages(members, Key.evidence, fewest: 0), longestValidity: longest,
        needsSecondOfficer: members[Key.officers] == nil,
        categories: try HolderCategory.list(members, Key.categories))
    else { throw members.malformed("grants nothing") }
    self = grant
  }
}
