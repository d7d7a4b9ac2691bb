@testable import HCodeBase
@testable import HCodeCore
import Testing

/// A place with its keeper, its office and a licensing office, and what they sign for each other.
struct VenueFixture {
  static let created = Timestamp(rfc3339: "2026-01-01T00:00:00Z")
  static let ends = Timestamp(rfc3339: "2028-01-01T00:00:00Z")
  static let now = Timestamp(rfc3339: "2026-11-24T10:00:00Z")
  static let office = IssuerIdentifier("CN-HA")
  /// 2026-11-24.
  static let day: Int64 = 20_781

  let licences: SigningKey
  let exposures: SigningKey
  let keeper: VenueShare
  let officeShare: VenueShare
  let request: VenueRequest
  let answer: [UInt8]
  let text: [UInt8]

  init(degree: Int = 2, name: String = "Café Nord") throws {
    licences = try Self.key()
    exposures = try Self.key()
    keeper = try #require(try VenueShare(degree: degree))
    officeShare = try #require(try VenueShare(degree: degree))
    let office = try #require(Self.office)
    let venue = Venue(
      name: name, place: "Erqi Road 12, Zhengzhou", offset: 32, points: keeper.points,
      office: office)
    request = try VenueRequest(to: office, for: try #require(venue), share: keeper)
    answer = try VenueAnswer.signed(to: request, share: officeShare, with: exposures)
    let points = try #require(request.venue.points.plus(officeShare.points))
    let now = try #require(Self.now)
    text = try VenuePoster.signed(
      request.venue.with(points), issued: now,
      expires: now.advanced(bySeconds: VenuePoster.longestValidity), with: licences)
  }

  static func key() throws -> SigningKey {
    let seed = try #require(GuardedBytes(randomCount: 32))
    let key = IssuerKey(
      issuer: try #require(office), name: "Henan", publicKey: try SigningKey.publicKey(seed: seed),
      created: try #require(created), expires: try #require(ends))
    return try SigningKey(seed: seed, issuerKey: try #require(key))
  }

  static func venueKey(_ key: SigningKey, _ use: KeyAgreement.Use) -> VenueKey {
    VenueKey(
      publicKey: key.issuerKey.publicKey, issuer: key.issuerKey.issuer, use: use,
      notBefore: key.issuerKey.created, until: key.issuerKey.expires)
  }

  var keys: VenueKeys {
    let keys = [
      Self.venueKey(licences, .venues), Self.venueKey(exposures, .exposures),
    ]
    return { identifier in keys.first { $0.publicKey.identifier == identifier } }
  }

  func poster() throws -> VenuePoster {
    try VenuePoster(text: text, keys: keys, at: try #require(Self.now))
  }

  /// Both parts of a day.
  func parts(of day: Int64) throws -> (keeper: DaySecret, office: DaySecret) {
    let poster = try poster()
    let x = poster.venue.number(of: day, by: poster.issuer)
    return (
      try #require(try keeper.secret(at: x)), try #require(try officeShare.secret(at: x))
    )
  }

  /// What opens a day.
  func secret(of day: Int64) throws -> DaySecret {
    let parts = try parts(of: day)
    return try parts.keeper.joined(with: parts.office, opening: try poster().key(of: day))
  }
}
