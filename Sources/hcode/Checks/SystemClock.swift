import HCodeSystem
import HCodeBase

/// The clock that verdicts rest on.
enum SystemClock {
  /// No code of this format is older; no checkpoint of today runs so long.
  private static let years = (first: "2024-01-01T00:00:00Z", end: "2101-01-01T00:00:00Z")

  /// Whether the time can be right: within the years of this format, and not before what was signed.
  static func check(
    _ now: Timestamp, from source: TimeEvidence.Source, _ bounds: ClockBounds
  ) -> CheckResult {
    if let first = Timestamp(rfc3339: years.first), let end = Timestamp(rfc3339: years.end),
      !(first <= now && now < end)
    {
      return .fault(.clock, .timeOutsideYears(now))
    }
    if let (bound, _) = bounds.evidence.contradiction(of: now, from: source) {
      return .fault(.clock, .timeBefore(bound, now, bounds))
    }
    return .ok(.clock, .time(now, bounds))
  }

  /// Whether the kernel's clock is kept right by something: NTP, PTP or a receiver.
  static func checkSynchronised() -> CheckResult {
    guard let (isSynchronised, error) = Linux.clockSynchronisation() else {
      return .warning(.clockSync, .synchronisationUnknown)
    }
    return isSynchronised
      ? .ok(.clockSync, .synchronised(milliseconds: error)) : .warning(.clockSync, .notSynchronised)
  }
}
