package import HCodeBase
package import HCodeCore
import HCodeFormats

extension TrustHoldings {
  /// The authorities whose files `trust update` fetches: pinned ones in the order of pinning, then the others whose lists are here.
  package var updatedAuthorities: [IssuerIdentifier] {
    anchors + authorities.filter { !anchors.contains($0) && lists[$0] != nil }.sorted()
  }

  /// Where the authority's bundle was fetched.
  package func bundleURL(of authority: IssuerIdentifier) -> String? { snapshots[authority]?.url }

  /// The entity tags of what would be fetched now.
  var currentEntityTags: [String: String] {
    guard !entityTags.isEmpty else { return [:] }
    let urls = Set(
      lists.values.compactMap(\.url) + snapshots.values.compactMap(\.url)
        + lists.keys.flatMap(fileURLs))
    return entityTags.filter { urls.contains($0.key) }
  }

  /// The status lists that the authority's list names for its codes and that are not here.
  package func missingStatusLists(of authority: IssuerIdentifier) -> [StatusListURI] {
    guard let held = lists[authority], isBelieved(held) else { return [] }
    let named = Set(held.list.issuers.flatMap(\.keys).compactMap(\.statusList))
    return named.filter { heldStatusList($0, in: held.list) == nil }.sorted {
      $0.description < $1.description
    }
  }

  /// Whether the status list of that name is stored and before its time to live: a bundle brought it, and nobody need fetch it by its name.
  package func isFresh(
    _ name: String, of authority: IssuerIdentifier, at now: Timestamp
  ) -> Bool {
    guard let list = lists[authority]?.list, let uri = StatusListURI(name),
      let facts = heldStatusList(uri, in: list)?.facts
    else { return false }
    let old = facts.issued.advanced(bySeconds: Int64(clamping: facts.timeToLive))
    return now < old && now < facts.expires
  }

  /// Whether codes that pinned authorities vouch for get no verdict, or will get none within a day, for want of what a URL gave. What
  /// lives for less than four days counts in its last quarter: a daily list would otherwise always do.
  package func stopsWithinADay(at now: Timestamp) -> Bool {
    func stops(_ beginning: Timestamp, _ end: Timestamp) -> Bool {
      let life = max(0, end.seconds - beginning.seconds)
      return end.seconds - now.seconds <= min(86_400, life / 4)
    }
    for list in anchors.compactMap({ lists[$0]?.list }) {
      if stops(list.issued, list.expires) { return true }
      for key in list.issuers.flatMap(\.keys) where now < key.until {
        guard let uri = key.statusList else { continue }
        guard let facts = heldStatusList(uri, in: list)?.facts,
          !stops(facts.issued, facts.expires)
        else { return true }
      }
    }
    return foreignLists.contains { $0.url != nil && stops($0.facts.since, $0.facts.expires) }
      || heldRules.contains { held in
        guard held.url != nil, let expires = held.expires else { return false }
        return stops(held.since, expires)
      }
  }

  /// Where the authority's status lists and logs can be fetched: from where they came, or by the status list's name. Status lists come
  /// first, missing ones before all and then by their end, so that what did not fit last time is first.
  package func fileURLs(of authority: IssuerIdentifier) -> [String] {
    guard let held = lists[authority], isBelieved(held) else { return [] }
    var statusURLs: [(end: Int64, url: String)] = []
    for uri in held.list.issuers.flatMap(\.keys).compactMap(\.statusList) {
      let stored = heldStatusList(uri, in: held.list)
      let name = uri.description
      let known = statusLists[Attributed(uri, of: authority)]?.url
      guard let url = known ?? (name.hasPrefix("https://") ? name : nil) else { continue }
      statusURLs.append((stored?.facts.expires.seconds ?? .min, url))
    }
    statusURLs.sort { $0.end == $1.end ? $0.url < $1.url : $0.end < $1.end }
    let logURLs = logs.filter { $0.key.authority == authority }.compactMap(\.value.url).sorted()
    return statusURLs.map(\.url) + logURLs
  }
}
