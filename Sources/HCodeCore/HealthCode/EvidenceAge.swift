package import HCodeBase

/// Whole minutes from a piece of evidence to the minute in which the code was issued.
package struct EvidenceAge: Hashable, Sendable {
  /// The most that may be stated: a hundred years.
  package static let maximumMinutes: UInt64 = 52_560_000
  /// 0 to `maximumMinutes`.
  package let minutes: UInt64

  /// Refuses more than a hundred years.
  package init?(minutes: UInt64) {
    guard minutes <= Self.maximumMinutes else { return nil }
    self.minutes = minutes
  }

  /// Computes the age that a time has when a code is issued. Nil when the time lies after the minute of issue.
  package init?(of time: Timestamp, issuedAt: Timestamp) {
    let minutes = issuedAt.seconds / 60 - time.seconds / 60
    guard minutes >= 0 else { return nil }
    self.init(minutes: UInt64(minutes))
  }

  /// Returns the evidence's time, to the minute.
  package func time(issuedAt: Timestamp) -> Timestamp {
    let minute = issuedAt.seconds / 60 * 60
    return issuedAt.advanced(bySeconds: minute - issuedAt.seconds - Int64(minutes) * 60)
  }
}
