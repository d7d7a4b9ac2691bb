package import HCodeBase
package import HCodeCore

extension TrustHoldings {
  /// The keys of posters, shares and lists of exposures at that time. Only lists that somebody vouched for
  /// here count: a recognition speaks of codes.
  package func venueKeys(at now: Timestamp) -> [KeyIdentifier: VenueKey] {
    var keys: [KeyIdentifier: VenueKey] = [:]
    for list in anchors.compactMap({ lists[$0]?.list }) where now < list.expires {
      for issuer in list.issuers {
        for key in issuer.keys {
          let identifier = key.publicKey.identifier
          guard list.withdrawn[identifier] == nil, keys[identifier] == nil else { continue }
          keys[identifier] = VenueKey(
            publicKey: key.publicKey, issuer: issuer.identifier, use: key.agreedUse,
            notBefore: key.notBefore,
            until: [issuer.sunset, list.sunset].compactMap(\.self).reduce(key.until, min))
        }
      }
    }
    return keys
  }
}
