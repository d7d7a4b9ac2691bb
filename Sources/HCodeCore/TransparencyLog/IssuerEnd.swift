package import HCodeBase

/// When an issuer is over, as trust lists say, and which registries it has then.
package struct IssuerEnd: Sendable {
  /// Who.
  package let issuer: IssuerIdentifier
  /// From when on nothing of it counts.
  package let sunset: Timestamp
  /// The code keys that have a status list: each has a registry.
  package let keys: [KeyIdentifier]
  /// Whether the list names this log for it.
  package let isOfThisLog: Bool

  package init(
    issuer: IssuerIdentifier, sunset: Timestamp, keys: [KeyIdentifier], isOfThisLog: Bool
  ) {
    self.issuer = issuer
    self.sunset = sunset
    self.keys = keys
    self.isOfThisLog = isOfThisLog
  }
}
