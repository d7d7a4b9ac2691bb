import HCodeBase

/// The clock that verdicts rest on.
enum SystemClock {
  /// No code of this format is older; no checkpoint of today runs so long.
  private static let years = (first: "2024-01-01T00:00:00Z", end: "2101-01-01T00:00:00Z")

  /// Whether the time can be right: within the years of this format, and not before what was signed.
  static func check(_ now: Timestamp, newestSigned: Timestamp?) -> CheckResult {
    let told = "it is \(now.rfc3339)"
    if let first = Timestamp(rfc3339: years.first), let end = Timestamp(rfc3339: years.end),
      !(first <= now && now < end)
    {
      return .fault(
        .clock, "\(told), which is not within the years 2024 to 2100", hint: setting)
    }
    if let newestSigned, now.advanced(bySeconds: Timestamp.clockTolerance) < newestSigned {
      return .fault(
        .clock, "\(told), before \(newestSigned.rfc3339), when the newest list here was signed",
        hint: setting)
    }
    return .ok(.clock, told)
  }

  private static let setting = "set the clock: date --utc --set '2026-11-24 08:00:00'"

  /// Whether the kernel's clock is kept right by something: NTP, PTP or a receiver.
  static func checkSynchronised() -> CheckResult {
    guard let (isSynchronised, error) = Linux.clockSynchronisation() else {
      return .warning(
        .clockSync, "the system does not tell whether the clock is synchronised",
        hint: "compare it with another clock before each shift")
    }
    guard isSynchronised else {
      return .warning(
        .clockSync, "nothing keeps the clock right",
        hint:
          "start an NTP service where there is a network; without one compare it before each shift")
    }
    return .ok(.clockSync, "synchronised, at most \(error) ms off")
  }
}
