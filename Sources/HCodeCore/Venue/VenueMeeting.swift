/// A visit of a diary that a notice is about.
package struct VenueMeeting: Hashable, Sendable {
  /// The notice.
  package let notice: ExposureNotice
  /// The visit.
  package let visit: VenueVisit
}
