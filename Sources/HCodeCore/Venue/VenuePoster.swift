package import HCodeBase

/// A poster that was signed: the place, and until when (docs/venue.md §7). What a visitor scans.
package struct VenuePoster: Sendable {
  private let claims: VenueClaims
  /// The place.
  package let venue: Venue

  /// What each poster of this version begins with.
  package static let prefix = Array("HVENUE1:".utf8)
  /// The longest that a poster is valid: 366 days.
  package static let longestValidity = 366 * VenueDay.seconds

  /// Who signed it.
  package var issuer: IssuerIdentifier { claims.issuer }
  /// From when it is valid.
  package var issued: Timestamp { claims.issued }
  /// When it ends.
  package var expires: Timestamp { claims.expires }
  /// What a keeper compares.
  package var digest: Digest { venue.digest(by: issuer) }

  /// The key of a day at the place.
  package func key(of day: Int64) -> Ristretto255.Element {
    venue.points.key(at: venue.number(of: day, by: issuer))
  }

  /// The text for the symbol, signed.
  package static func signed(
    _ venue: Venue, issued: Timestamp, expires: Timestamp, with key: SigningKey
  ) throws(SigningKey.SigningError) -> [UInt8] {
    prefix
      + Base45.encode(
        try VenueClaims.signed(
          venue.cbor, .venue, .poster, issued: issued, expires: expires, with: key))
  }

  /// Whether a text says that it is a poster, of whatever version (rule 0).
  package static func isPoster(_ text: [UInt8]) -> Bool {
    let start = text.drop { $0 == UInt8(ascii: " ") }
    return start.count >= 6
      && start.prefix(6).elementsEqual("HVENUE".utf8, by: { ($0 & 0xDF) == $1 && $0 > 0x40 })
  }

  /// The bytes of a poster, not looked at (rules 0 to 3).
  package static func bytes(of text: [UInt8]) throws(VenueRefusal) -> [UInt8] {
    guard isPoster(text) else {
      throw VenueRefusal(.unknownFormat, "it does not begin with HVENUE")
    }
    guard text.starts(with: prefix) else {
      let digits = text.dropFirst(6).prefix { $0.isASCIIDigit }
      guard text.starts(with: "HVENUE".utf8), let first = digits.first,
        digits.count == 1 || first != UInt8(ascii: "0"),
        text.dropFirst(6 + digits.count).first == UInt8(ascii: ":")
      else { throw VenueRefusal(.malformedPrefix, "it does not begin with HVENUE1: to the letter") }
      throw VenueRefusal(.unknownVersion, "it is of a version that is not known here")
    }
    guard text.count <= HealthCode.maximumCharacters else {
      throw VenueRefusal(.textTooLong, "it has more characters than a QR symbol")
    }
    do {
      return try Base45.decode(text.dropFirst(prefix.count))
    } catch {
      throw VenueRefusal(.malformedBase45, "after the prefix: \(error)")
    }
  }

  /// Reads a poster as it hangs on the wall, all rules of docs/venue.md §9.1.
  package init(text: [UInt8], keys: VenueKeys, at now: Timestamp) throws(VenueRefusal) {
    try self.init(try Self.bytes(of: text), keys: keys)
    try claims.check(at: now)
  }

  /// Reads the bytes of a poster that may have ended (rules 4 to 11f).
  package init(_ bytes: [UInt8], keys: VenueKeys) throws(VenueRefusal) {
    claims = try VenueClaims(
      try VenueMessage(bytes, .poster, keys), content: .venue, hasLogSize: false,
      longest: Self.longestValidity)
    venue = try Venue(claims.content)
  }

  /// Rules 26 to 27a: the poster is what the request and its answer make.
  package func check(_ request: VenueRequest, _ answer: VenueAnswer) throws(VenueRefusal) {
    guard issuer == request.issuer, venue.isSamePlace(as: request.venue) else {
      throw VenueRefusal(.otherVenue, "the poster is of another place than the request")
    }
    guard venue.points == request.venue.points.plus(answer.points) else {
      throw VenueRefusal(
        .otherPoints, "the points of the poster are not those of request and share together")
    }
    try answer.key.check(issued)
  }
}
