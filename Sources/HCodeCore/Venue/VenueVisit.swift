/// When somebody was at a place, within one day of it.
package struct VenueVisit: Hashable, Sendable {
  /// Minute of the day.
  package let arrival: Int
  /// How long.
  package let minutes: Int

  /// Hours that cannot be count as the whole day.
  package static let wholeDay = VenueVisit(unchecked: 0, VenueDay.minutes)

  /// Nil for hours that no day has.
  package init?(arrival: Int, minutes: Int) {
    guard (0..<VenueDay.minutes).contains(arrival), minutes >= 1,
      arrival + minutes <= VenueDay.minutes
    else { return nil }
    self.init(unchecked: arrival, minutes)
  }

  private init(unchecked arrival: Int, _ minutes: Int) {
    self.arrival = arrival
    self.minutes = minutes
  }
}
