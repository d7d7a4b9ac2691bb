import Glibc
import HCodeBase

/// A time in whole seconds, between the years 1970 and 9999. Whoever asks for a verdict or a code says at which time.
///
/// ``now`` remembers that it comes from the machine's clock: a gate that is asked at that moment checks the clock against the store.
public struct Instant: Comparable, Hashable, Sendable, CustomStringConvertible {
  let timestamp: Timestamp
  /// Whether it is what the clock says, or a time that somebody asks about. Equal times are equal instants.
  private(set) var source = TimeEvidence.Source.question

  init(_ timestamp: Timestamp) { self.timestamp = timestamp }

  /// Whether both are the same second.
  public static func == (a: Instant, b: Instant) -> Bool { a.timestamp == b.timestamp }

  /// By the second.
  public func hash(into hasher: inout Hasher) { hasher.combine(timestamp) }

  /// Reads RFC 3339: `2026-11-23T08:00:00Z`, or with an offset such as `+08:00`. Nil for any other spelling and for fractions of a
  /// second.
  public init?(rfc3339 text: String) {
    guard let timestamp = Timestamp(rfc3339: text) else { return nil }
    self.timestamp = timestamp
  }

  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted. Nil outside the years 1970 to 9999.
  public init?(seconds: Int64) {
    guard let timestamp = Timestamp(seconds: seconds) else { return nil }
    self.timestamp = timestamp
  }

  /// What the system's clock says. Throws `.clock` when it stands outside the years 1970 to 9999.
  public static var now: Instant {
    get throws(HCodeError) {
      guard var now = Instant(seconds: Int64(time(nil))) else {
        throw HCodeError(.clock, detail: "the clock is outside the years 1970 to 9999")
      }
      now.source = .clock
      return now
    }
  }

  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var seconds: Int64 { timestamp.seconds }

  /// RFC 3339 in UTC, `2026-11-23T08:00:00Z`.
  public var description: String { timestamp.rfc3339 }

  /// So many seconds later, earlier when negative, held within the years 1970 to 9999.
  public func advanced(bySeconds seconds: Int64) -> Instant {
    Instant(timestamp.advanced(bySeconds: seconds))
  }

  /// Orders by time.
  public static func < (a: Instant, b: Instant) -> Bool { a.timestamp < b.timestamp }
}
