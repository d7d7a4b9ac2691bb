import HCodeBase

/// The claims that a poster and a list of exposures have in common (rules 11a to 11d and 13a to 13d of docs/venue.md).
struct VenueClaims {
  /// Claims of CWT (RFC 8392), and our own for private use.
  enum Key: Int64 {
    case issuer = 1
    case expires = 4
    case issued = 6
    case logSize = -65540
    case venue = -65541
    case notices = -65542
  }

  let key: VenueKey
  let issued: Timestamp
  let expires: Timestamp
  let content: CBORValue
  let logSize: CBORValue?

  var issuer: IssuerIdentifier { key.issuer }

  /// Reads what a message states.
  init(
    _ message: VenueMessage, content contentKey: Key, hasLogSize: Bool, longest: Int64
  ) throws(VenueRefusal) {
    let value = try VenueRefusal.item(message.payload, "the payload")
    let keys: [Key] = [.issuer, .expires, .issued, contentKey]
    guard
      let members = VenueRefusal.members(
        value, keys.map(\.rawValue), optional: hasLogSize ? [Key.logSize.rawValue] : []),
      let issuer = members[Key.issuer]?.textString.flatMap({ IssuerIdentifier($0) }),
      let content = members[contentKey]
    else { throw VenueRefusal(.malformedClaims, "it does not hold exactly the claims of its kind") }
    guard issuer == message.key.issuer else {
      throw VenueRefusal(
        .issuerMismatch, "the key belongs to \(message.key.issuer), not to \(issuer)")
    }
    func time(_ key: Key) -> Timestamp? {
      members[key]?.integer.flatMap { Timestamp(seconds: $0) }
    }
    guard let issued = time(.issued), let expires = time(.expires), issued < expires else {
      throw VenueRefusal(.malformedTime, "its times are none, or it ends before it was issued")
    }
    guard expires.seconds - issued.seconds <= longest else {
      throw VenueRefusal(
        .validityTooLong, "it is valid for more than \(longest / VenueDay.seconds) days")
    }
    key = message.key
    self.issued = issued
    self.expires = expires
    self.content = content
    logSize = members[Key.logSize]
  }

  /// Signed claims.
  static func signed(
    _ content: CBORValue, _ contentKey: Key, logSize: UInt64? = nil, _ kind: VenueMessage.Kind,
    issued: Timestamp, expires: Timestamp, with key: SigningKey
  ) throws(SigningKey.SigningError) -> [UInt8] {
    try VenueMessage.signed(
      .keyed([
        Key.issuer: .text(key.issuerKey.issuer.description), .expires: .integer(expires.seconds),
        .issued: .integer(issued.seconds), .logSize: logSize.map { .unsigned($0) },
        contentKey: content,
      ]), kind, with: key)
  }

  /// Rules 13a to 13d.
  func check(at now: Timestamp) throws(VenueRefusal) {
    try key.check(issued)
    guard now < key.until else {
      throw VenueRefusal(.keyExpired, "key \(key.publicKey.identifier.hex) has ended")
    }
    guard issued <= now.advanced(bySeconds: Timestamp.clockTolerance) else {
      throw VenueRefusal(.notYetValid, "it is valid from \(issued.rfc3339) on")
    }
    guard now < expires else { throw VenueRefusal(.expired, "it ended at \(expires.rfc3339)") }
  }
}
