package import HCodeBase
package import HCodeCore

/// What is over stays over: a later list may set an end that has not come, and move none that has.
extension TrustList {
  /// The sunsets of its issuers that have passed.
  package func endedIssuers(at now: Timestamp) -> [IssuerIdentifier: Timestamp] {
    Dictionary(
      issuers.compactMap { issuer in
        issuer.sunset.flatMap { $0 <= now ? (issuer.identifier, $0) : nil }
      }
    ) { min($0, $1) }
  }

  /// A sunset of that earlier list, or of issuers that ended before it, that has passed and that this list would end later or not at all.
  package func undoneSunset(
    of before: TrustList, ended: [IssuerIdentifier: Timestamp] = [:], at now: Timestamp
  ) -> (subject: IssuerIdentifier, sunset: Timestamp)? {
    func isKept(_ old: Timestamp, by new: Timestamp?) -> Bool { new.map { $0 <= old } ?? false }
    if let old = before.sunset, old <= now, !isKept(old, by: sunset) { return (authority, old) }
    // After the end of the whole list nothing of its issuers counts.
    let ended = ended.filter { $0.value <= now }.merging(before.endedIssuers(at: now)) {
      min($0, $1)
    }
    for issuer in issuers {
      guard let old = ended[issuer.identifier], !isKept(old, by: issuer.sunset) else { continue }
      if let whole = sunset, whole <= old { continue }
      return (issuer.identifier, old)
    }
    return nil
  }
}
