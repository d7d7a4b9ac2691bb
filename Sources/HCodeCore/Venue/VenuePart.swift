import HCodeBase

/// What a keeper hands to the office for one day: the keeper's part of its secret, with what it belongs to (docs/venue.md §7).
package struct VenuePart: Sendable {
  /// The poster.
  package let poster: VenuePoster
  /// The day at the place.
  package let day: Int64
  /// The keeper's part.
  package let secret: DaySecret

  /// The most that is read of a part.
  package static let maximumBytes = 16_384

  /// The file.
  package static func bytes(
    poster: [UInt8], request: VenueRequest, day: Int64, secret: DaySecret
  ) -> [UInt8] {
    CBORValue.array([
      .bytes(poster), .bytes(request.bytes), .integer(day), .bytes(secret.bytes),
    ]).encoded
  }

  /// Rules 20 to 30. The answer is the office's own to the request, as a file.
  package init(
    _ bytes: [UInt8], answer: [UInt8], keys: VenueKeys
  ) throws(VenueRefusal) {
    guard bytes.count <= Self.maximumBytes else {
      throw VenueRefusal(.tooLarge, "the part has more than \(Self.maximumBytes) bytes")
    }
    guard case .array(let parts) = try VenueRefusal.item(bytes, "the part", .malformedPart),
      parts.count == 4, let posterBytes = parts[0].byteString,
      let requestBytes = parts[1].byteString, let day = parts[2].integer,
      (0...VenueDay.last).contains(day)
    else {
      throw VenueRefusal(
        .malformedPart, "a part has a poster, a request, a day and a secret, and this has not")
    }
    poster = try VenuePoster(posterBytes, keys: keys)
    let request = try VenueRequest(requestBytes)
    try poster.check(request, try VenueAnswer(answer, to: request, keys: keys))
    guard poster.venue.has(day, between: poster.issued, and: poster.expires) else {
      throw VenueRefusal(.dayOutOfRange, "the poster was not valid on that day")
    }
    secret = try DaySecret(parts[3])
    guard
      secret.key
        == request.venue.points.key(at: poster.venue.number(of: day, by: poster.issuer))
    else { throw VenueRefusal(.wrongShare, "it is not the keeper's part of this day") }
    self.day = day
  }
}
