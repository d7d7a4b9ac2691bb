import HCodeBase
package import HCodeCore

extension TrustHoldings {
  /// The authorities whose files `trust update` fetches: pinned ones in the order of pinning, then the others whose lists are here.
  package var updatedAuthorities: [IssuerIdentifier] {
    anchors + authorities.filter { !anchors.contains($0) && lists[$0] != nil }.sorted()
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
