package import HCodeBase
package import HCodeCore

/// Facts about a trust list on which a verdict rests: which it was, and how fresh.
package struct TrustListFacts: Hashable, Sendable {
  /// Whose list.
  package let authority: IssuerIdentifier
  /// Which one.
  package let version: UInt64
  /// When it was made.
  package let issued: Timestamp
  /// Decides nothing from then on.
  package let expires: Timestamp
  /// Seconds after issue from which it is called old.
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

  var cbor: CBORValue {
    var pairs: [(key: CBORValue, value: CBORValue)] = [
      (.unsigned(1), .text(authority.description)), (.unsigned(3), .unsigned(version)),
      (.unsigned(4), .integer(issued.seconds)), (.unsigned(5), .integer(expires.seconds)),
      (.unsigned(6), .unsigned(timeToLive)),
    ]
    if let sunset { pairs.append((.unsigned(11), .integer(sunset.seconds))) }
    return .map(pairs)
  }

  init(_ value: CBORValue) throws(ImportRefusal) {
    let members = try NumberedMembers(value, "the facts of a list", known: 1...11)
    authority = try members.identifier(1, "authority")
    version = try members.unsigned(3, "version", 1...TrustList.maximumVersion)
    issued = try members.time(4, "time of issue")
    expires = try members.time(5, "end")
    timeToLive = try members.unsigned(6, "time to live", 1...UInt64(Timestamp.latest))
    sunset = try members.optionalTime(11, "sunset")
  }
}
