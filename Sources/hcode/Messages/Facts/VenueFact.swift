import HCodeBase
import HCodeCore

/// What is said to visitors of a place (docs/venue.md).
enum VenueFact {
  /// On the poster: what a check-in does.
  case posterSentence
  case digest(String)
  /// No list will reach the visitor.
  case noOffice(IssuerIdentifier)
  case noted
  /// A visit that a notice is about.
  case met(day: String, at: String, minutes: Int, advice: UInt8)
  case list(of: IssuerIdentifier, issued: Timestamp)
  case nothing
}
