package import HCodeBase
package import HCodeCore

/// Facts about a trust list, which verdicts use.
package struct TrustListFacts: Hashable, Sendable {
  /// The list's authority.
  package let authority: IssuerIdentifier
  /// The list's version.
  package let version: UInt64
  /// When it was made.
  package let issued: Timestamp
  /// Decides nothing from then on.
  package let expires: Timestamp
  /// Seconds after issue from which the list counts as old.
  package let timeToLive: UInt64
  /// Nothing is accepted under it from then on.
  package let sunset: Timestamp?

  /// The facts of that list.
  package init(_ list: TrustList) {
    authority = list.authority
    version = list.version
    issued = list.issued
    expires = list.expires
    timeToLive = list.timeToLive
    sunset = list.sunset
  }

  /// The keys of these facts in an index: those of a trust list.
  private enum Key: UInt64, CaseIterable {
    case authority = 1
    case version = 3
    case issued = 4
    case expires = 5
    case timeToLive = 6
    case sunset = 11
  }

  var cbor: CBORValue {
    .keyed([
      Key.authority: .text(authority.description), Key.version: .unsigned(version),
      Key.issued: .integer(issued.seconds), Key.expires: .integer(expires.seconds),
      Key.timeToLive: .unsigned(timeToLive), Key.sunset: sunset.map { .integer($0.seconds) },
    ])
  }

  init(_ value: CBORValue) throws(ImportRefusal) {
    let members = try NumberedMembers(value, "the facts of a list", keys: Key.self)
    authority = try members.identifier(Key.authority, "authority")
    version = try members.unsigned(Key.version, "version", 1...TrustList.maximumVersion)
    issued = try members.time(Key.issued, "time of issue")
    expires = try members.time(Key.expires, "end")
    timeToLive = try members.unsigned(Key.timeToLive, "time to live", 1...UInt64(Timestamp.latest))
    sunset = try members.optionalTime(Key.sunset, "sunset")
  }
}
