/// Days of a place and of UTC, counted from 1970-01-01.
package enum VenueDay {
  /// The seconds of a day.
  package static let seconds: Int64 = 86_400
  /// The minutes of a day.
  package static let minutes = 1440
  /// The last day of the year 9999.
  package static let last: Int64 = 2_932_896
}
