package import HCodeBase

/// When and where a status list or a delta counts: what the two have in common beside their content (docs/trust.md §2).
package struct StatusListScope: Equatable, Sendable {
  /// Claim 2: which list it is or changes.
  package let uri: StatusListURI
  /// Claim 6: when it was made.
  package let issued: Timestamp
  /// Claim 4: it decides nothing from then on. Later than `issued`.
  package let expires: Timestamp
  /// Claim 65534: seconds from `issued` after which a newer one should have come.
  package let ttl: UInt64
  /// Claim -65540: the size of the issuer's log that the list reflects; nil of an issuer without a log.
  package let logSize: UInt64?

  /// A scope from its parts; nil when it would end before it begins.
  package init?(
    uri: StatusListURI, issued: Timestamp, expires: Timestamp, ttl: UInt64,
    logSize: UInt64? = nil
  ) {
    guard issued < expires else { return nil }
    self.uri = uri
    self.issued = issued
    self.expires = expires
    self.ttl = ttl
    self.logSize = logSize
  }
}
