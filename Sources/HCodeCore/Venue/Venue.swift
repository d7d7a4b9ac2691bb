package import HCodeBase

/// A place as its poster states it: name, place, the border of its days, its points, and the office that may open days
/// (docs/venue.md §7).
package struct Venue: Hashable, Sendable {
  /// The name as visitors know it.
  package let name: String
  /// Street and town.
  package let place: String
  /// How far the days of the place are ahead of UTC, in quarter hours.
  package let offset: Int64
  /// What the keys of its days come from.
  package let points: VenuePoints
  /// Only lists of this office open the place.
  package let office: IssuerIdentifier

  /// The most bytes of name and place.
  package static let maximumTextBytes = 96
  /// The offsets there are.
  package static let offsets: ClosedRange<Int64> = -64...64

  private enum Key: Int64, CaseIterable {
    case name = 1
    case place = 2
    case offset = 3
    case points = 4
    case office = 5
  }

  /// A place; nil for a name or place that cannot be shown, and for an offset out of range.
  package init?(
    name: String, place: String, offset: Int64, points: VenuePoints, office: IssuerIdentifier
  ) {
    guard HealthText.fault(in: name, maximumBytes: Self.maximumTextBytes) == nil,
      HealthText.fault(in: place, maximumBytes: Self.maximumTextBytes) == nil,
      Self.offsets.contains(offset)
    else { return nil }
    self.name = name
    self.place = place
    self.offset = offset
    self.points = points
    self.office = office
  }

  /// Rules 11e and 11f.
  package init(_ value: CBORValue) throws(VenueRefusal) {
    guard let members = VenueRefusal.members(value, Key.allCases.map(\.rawValue)),
      let name = members[Key.name]?.textString, let place = members[Key.place]?.textString,
      let offset = members[Key.offset]?.integer, let points = members[Key.points],
      let office = members[Key.office]?.textString.flatMap({ IssuerIdentifier($0) }),
      HealthText.fault(in: name, maximumBytes: Self.maximumTextBytes) == nil,
      HealthText.fault(in: place, maximumBytes: Self.maximumTextBytes) == nil,
      Self.offsets.contains(offset)
    else {
      throw VenueRefusal(
        .malformedVenue, "the venue has not a name, a place, an offset, points and an office")
    }
    self.name = name
    self.place = place
    self.offset = offset
    self.points = try VenuePoints(points)
    self.office = office
  }

  /// The map.
  package var cbor: CBORValue {
    .keyed([
      Key.name: .text(name), .place: .text(place), .offset: .integer(offset),
      .points: .bytes(points.bytes), .office: .text(office.description),
    ])
  }

  /// The same place with other points.
  package func with(_ points: VenuePoints) -> Venue {
    Venue(name: name, place: place, offset: offset, points: points, office: office) ?? self
  }

  /// Whether both are one place of one office, whatever their points.
  func isSamePlace(as other: Venue) -> Bool {
    name.isExactly(other.name) && place.isExactly(other.place) && offset == other.offset
      && office == other.office
  }

  /// What a keeper compares: it changes with every member and with the issuer, and not with the dates of a poster.
  package func digest(by issuer: IssuerIdentifier) -> Digest {
    Digest(
      of: CBORValue.array([.text("hcode venue: venue"), .text(issuer.description), cbor]).encoded)
  }

  /// The number *x* of a day at the place.
  package func number(of day: Int64, by issuer: IssuerIdentifier) -> Ristretto255.Number {
    VenueHash.number([
      .text("hcode venue: day"), .bytes(digest(by: issuer).bytes), .integer(day),
    ])
  }

  /// The day and the minute of it at the place.
  package func moment(at time: Timestamp) -> (day: Int64, minute: Int) {
    let local = time.seconds + 900 * offset
    let day = local >= 0 ? local / VenueDay.seconds : (local + 1) / VenueDay.seconds - 1
    return (day, Int(local - day * VenueDay.seconds) / 60)
  }

  /// A stay as the visits of each day, up to a minute that may lie in the next one.
  package func visits(
    from arrival: (day: Int64, minute: Int), to end: Int
  ) -> [(day: Int64, visit: VenueVisit)] {
    let first = VenueVisit(
      arrival: arrival.minute, minutes: min(end, VenueDay.minutes) - arrival.minute)
    let second = VenueVisit(arrival: 0, minutes: end - VenueDay.minutes)
    return [(arrival.day, first), (arrival.day + 1, second)].compactMap { day, visit in
      visit.map { (day: day, visit: $0) }
    }
  }

  /// Whether the day at the place has a moment between the two times.
  package func has(_ day: Int64, between begin: Timestamp, and end: Timestamp) -> Bool {
    guard (0...VenueDay.last).contains(day) else { return false }
    let start = day * VenueDay.seconds - 900 * offset
    return start < end.seconds && start + VenueDay.seconds > begin.seconds
  }
}
